"""Lists of words, written for this product."""

# Words that hold sentences together and say nothing of what they are about.
JOINING = frozenset(
    """
    a about above after again against all almost also although always am an and another any anybody anyone
    anything are aren't around as at away back be because been before being below between both but by can can't
    cannot could couldn't did didn't do does doesn't doing don't done down during each either else enough even
    ever every everybody everyone everything few for from further get gets getting go goes going gone got had
    hadn't has hasn't have haven't having he her here hers herself him himself his how however i i'd i'll i'm
    i've if in instead into is isn't it it's its itself just keep keeps kept less let let's like lot lots made
    make makes many may maybe me might mine more most much must mustn't my myself near need needs neither never
    no nobody none nor not nothing now of off often on once one only onto or other others our ours ourselves out
    over own per perhaps put quite rather really said same say says see seem seems several shall she should
    shouldn't since so some somebody someone something sometimes soon still such take takes than that that's the
    their theirs them themselves then there there's therefore these they they're thing things this those though
    through to today together too toward towards two under until up upon us use used very want wants was wasn't
    way we we're we've well were weren't what when where whether which while who whole whom whose why will with
    within without won't would wouldn't yes yet you you're your yours yourself
    """.split()  # noqa: SIM905 - a column of words is read more easily than a list of quotation marks
)

# Names that are also ordinary words: without a capital they are only that.
ALSO_WORDS = frozenset(
    """
    art baker bank banks bill black bob brown bush chase chip christian cook dale dawn day dean drew faith field
    fields ford frank gene grace grant gray green grey guy hill hope ivy jack joy june king knight lance lane
    lee link long mark max may miles nick olive page pat pearl penny pierce price ray rice rich rob robin rod
    rose ruby sandy short skip sky smith sterling stone storm sue summer violet wade ward white will wood woods
    wren young
    """.split()  # noqa: SIM905 - as above
)

# What anybody at work may write: such words tell nothing of who wrote them.
ORDINARY = JOINING | frozenset(
    """
    able accept access accident account achieve across act action active actual add address admin advance
    advantage advice advocate affect afford afraid afternoon age agree agreement aim alarm allow alone along
    amount angry annoy anonymous answer anxious apology appear apply appreciate approach approve april area
    argue argument arrange arrive article ask assess assign assist assume attempt attend attention august
    automate automatic available average avoid awake aware backlog bad balance barrier base basic basis bear
    beat become begin behave behind believe belong benefit best better beyond big bit blame block blocker board
    bonus book bored boring boss bother bottom box brain branch break brief bright bring broad broken budget bug
    build burn burnout business busy buy calendar call calm capacity card care career careful carry case catch
    cause cell central certain chance change channel chaos chapter charge chat cheap check cheer chief child
    choice choose circle claim clarity class clean clear client clock close code cold collaborate colleague
    collect comfort comment commit common communicate community company compare complain complete complex
    complexity compromise computer concern condition conference confidence confirm conflict confuse connect
    consensus consent consider constant contact contain content context continue contract control conversation
    convince coordinate copy core corner correct cost count country couple course cover create crisis critical
    criticism culture current customer cut cycle daily damage danger dare dark data date day dead deadline deal
    dear debate debug december decide decision decline dedicate deep defend define delay delegate deliver demand
    demotivate depend dependency deploy deployment describe deserve design desk despite detail develop developer
    development difference different difficult direct disagree discourage discover discuss discussion dispute
    distance distract disturb divide document documentation door double doubt draft draw dream drive drop due
    duty early earn earth ease east easy eat edit effect efficient effort eight email emergency emotion empathy
    employ empty encourage end energy engage engineer enjoy enter entire environment epic equal error escape
    especially essential estimate estimation evening event evidence exact exam example except exchange excite
    excuse exercise exhaust exhausted exhaustion exist expand expect expectation expense experience expert
    explain explore express extend extra extreme eye face fact fail failure fair fairness fall familiar family
    far fast fatigue fault fear feature february feedback feel feeling field fight figure file fill final find
    fine finger finish fire firm fit five fix flexibility flexible floor flow focus follow food foot force
    forget form formal formality formalize former forum forward found four frame free freedom freeze frequent
    fresh friction friday friend front frustrate full fun function fund future game gap general gentle give glad
    goal good grand great ground group grow growth guess guest guide guilty habit half hand handbook handle
    handover hang happen happy hard hardware harm hate head health hear heart heat heavy height help hesitate
    hidden hide high hire history hold holiday home honest hope hot hour house huge human hundred hungry hurry
    hurt idea ideal identify ignore ill image imagine impact impatient important impossible improve improvement
    incident include inclusive increase independent individual influence inform informal information initiative
    innovation inside inspire instance instruction integrate interest internal interrupt interruption interview
    introduce invest investigate invisible invite involve isolate isolation issue item january job join joke
    judge juggle july jump june justify keyboard kid kill kind know knowledge lack land language large last late
    laugh launch law lay lazy lead leader leadership leak learn leave left legacy legal length lesson letter
    level library lie life lift light limit line link list listen little live load local lock lonely long look
    loose lose loss lost loud love low luck lunch machine mail main maintain maintenance major manage management
    manager manner march mark market master match material matter maximum mean meaning measure media meet
    meeting member memory mental mention mentor merge mess message metawork method micromanage middle milestone
    mind minimum minor minute miss mistake misunderstand misunderstanding mix mode model modern moment monday
    money monitor month mood morale morning motivate motivated motivation move multitask music name narrow
    nature necessary negative neglect negotiate nervous network new news next nice night nine noise noisy normal
    north note notice notification notify november number object observe obstacle obvious october offer office
    official offline old onboard onboarding ongoing online open operate opinion opportunity option order
    ordinary organisation organise organization organize original outage outcome outdated outside overcommit
    overcommitment overhead overload override overtime overview overwhelm overwork owner ownership pace page
    pain paper parent part participate participation partner party pass past patience pause pay peace people
    percent perfect perform performance period permission person personal phase phone photo phrase pick picture
    piece pipeline place plan planner planning play please plenty point policy polite poor popular position
    positive possible post postpone potential power practice practise praise predict prefer prepare present
    pressure pretend prevent previous price pride prioritise prioritize priority private problem procedure
    process processes produce product production productive program progress project promise promote promotion
    proof proper proposal propose protect proud prove provide public publish pull purpose push quality question
    queue quick quiet quit raise random range rare rate rating reach react read ready real realise realize
    reason receive recent recognise recognition recognize record recover recruit reduce refactor refer refuse
    regard register regular relate relation relationship release relevant reliability reliable relief relieve
    rely remain remember remind reminder remote remove repair repeat repetitive replace reply report repository
    represent reproduce request require research resolve resource respect respond response responsibility
    responsible responsive rest result retrospective return review reward rework rewrite right risk roadmap role
    roll rollback room rotate round routine rule run rush sad safe safety salary satisfy saturday save scale
    scare scattered schedule school scope score scream screen script search season seat second secret section
    secure select self sell send sense sentence separate september series serious serve server service session
    set settle seven shape share sharp shift ship short shortage shortcut shout show shut sick side sign signal
    silence silent silo similar simple single sit situation six size skill skip slack sleep slow sluggish small
    smart smooth social society software solution solve sorry sort sound source south space spare speak special
    specific speed spend split sprint staff stage stakeholder stand standard standup star start state statement
    station status stay steal step stick stop story strange street stress stressful strict strong structure
    struggle stuck student study stuff style subject succeed success suffer suggest suggestion suit summary
    summer sunday supply support suppose sure surface surprise survey survive suspect sustainability sustainable
    switch system table tackle talent talk target task teach team technical technology tedious tell template
    temporary ten tend tension term test text thank theme theory think third thought thousand thread three
    threshold throw thursday ticket tie tight time timeline timezone tiny tired title today tomorrow tone tool
    tooling top topic total touch tough toxic track trade train training transition transparent travel treat
    trouble true trust truth try tuesday turn turnover twice type typical unable uncertain unclear understaffed
    understand uneven unfair unhappy unhealthy unit unless unlike unplanned unrealistic unreliable unresolved
    unstable unusual update upgrade upset urgent user usual vacation vague value various version victim view
    visibility visible vision visit voice volume volunteer vote vulnerable wait wake walk wall warn waste watch
    weak wear website wednesday week weekday weekend weekly weight welcome wellbeing west whatever whenever
    whether whoever wide willing win window wish wonder word work workaround worker workflow working workload
    workshop world worry worse worst worth write writer wrong year yesterday young zero
    """.split()  # noqa: SIM905 - as above
)
