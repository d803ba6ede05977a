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
    able accept access accident account achieve across act action active actual actually add additional address
    admin advance advantage advice advocate affect afford afraid afternoon afterwards age agree agreement ahead
    aim alarm alike allow alone along alternative altogether amongst amount angry announce annoy anonymous
    answer answered anxious anymore anyway anywhere apart apology appear apply appointment appreciate approach
    approve april area argue argument arrange arrangement arrive article aside ask asked asking aspect assess
    assign assist assume attempt attend attention attitude attract august automate automatic available average
    avoid awake aware backend backlog bad badly balance barrier base basic basically basis bear beat became
    become began begin beginning begun behave behind belief believe belong benefit beside besides best better
    beyond big bigger bill birthday bit blame blank block blocker board bonus book bored boring boss bother
    bottom bought box brain branch break bridge brief bright bring broad broadly broke broken brought budget bug
    bugfix build built burden bureaucracy burn burnout business busy buy cafe calendar call called calls calm
    came campaign capacity card care career careful careless caring carry case catch caught cause celebrate cell
    central ceremony certain champion chance change changing channel chaos chapter characteristic charge chart
    chat cheap check checking checklist cheer chief child choice choose chose chosen circle citizen claim
    clarity class clean clear clearly click client clock close coach code codebase coding coffee cold
    collaborate colleague collect collection column comfort comfortable comment commit common communicate
    community company compare comparison competent complain complete complex complexity complicated component
    comprehensive compromise computer concentrate concern conclusion concrete condition conference confidence
    confident confirm conflict confuse connect connection conscious consensus consent consequence consider
    considerable consistent constant consult consultant contact contain content context continue contract
    contribute contribution contributor control convenient conversation convince cooperate coordinate copy core
    corner correct correctly cost count country couple course cover create creative credit crisis criteria
    critical criticism culture curious current currently customer cut cycle daily damage danger dare dark
    dashboard data database date day days dead deadline deal dealt dear debate debug december decide decision
    decline dedicate deep deeply defend define definitely definition delay delegate deliver delivery demand
    demonstrate demotivate department depend dependency deploy deployment depth deputy describe description
    deserve design desire desk despite destroy detail determine develop developer development difference
    different difficult direct direction directly disagree disappear disappoint discipline discount discourage
    discover discuss discussion dispute distance distract distribution disturb divide docs document
    documentation doing done door double doubt dozen draft draw drawn dream drew drive driven drop drove due
    duration duty early earn earth ease easily east easy eat economy edit editor education effect effective
    efficient effort eight eighth elsewhere email emergency emotion empathy emphasis employ employee employer
    empty encourage encouragement end energy engage engineer enjoy enough enter entire entirely environment epic
    equal equally equipment error escape especially essential essentially establish estimate estimates
    estimation evening event eventually everyday everywhere evidence exact exactly exam example except exception
    exchange excite exciting excuse executive exercise exhaust exhausted exhaustion exist expand expect
    expectation expense experience expert explain explanation explore exposure express extend extent external
    extra extreme eye face fact fail failure fair fairly fairness fall fallen familiar family far fashion fast
    faster fatigue fault favorite favour fear feature february feedback feel feeling fell fellow felt fewer
    field fifth fight figure file fill final finally financial find finding fine finger finish fire firefighter
    firm firstly fit five fix fixing flag flexibility flexible floor flow focus follow followed food foot force
    forever forget forgot forgotten form formal formality formalize former formerly forum forward fought found
    four fourth frame free freedom freely freeze frequent frequently fresh friction friday friend front frontend
    frustrate full fully fun function functional fund fundamental furthermore future game gap gather gave
    general generally generous gentle getting give given giving glad goal going good grand grateful great
    greater greatly grew ground group grow grown growth guess guest guide guilty habit half hand handbook
    handful handle handoff handover hang happen happy hard hardly hardware harm hate having head health hear
    heard hearing heart heat heavy height held help helping hence hesitate hid hidden hide high hint hire
    historical history hold holiday home honest hope hopefully hot hotfix hour hourly hours house huge human
    hundred hungry hurry hurt idea ideal identify ignore ill image imagine impact impatient importance important
    impossible impression impressive improve improvement inbox incident include inclusive incomplete incorrect
    increase indeed independence independent independently indicate individual individually inevitable influence
    inform informal information initial initially initiative innovation input inside insight insist inspection
    inspire instance instant instantly instruction integrate intend intention interaction interest internal
    interrupt interrupted interruption interview introduce introduction invest investigate invisible invite
    invoice involve involved irrelevant irritate isolate isolation issue item january job join joke journey
    judge judgement juggle july jump june junior justify keen keeping keyboard kid kill kind kindly knew know
    knowing knowledge known label lack laid lain land language laptop large largely last late lately latest
    latter laugh launch law lay lazy lead leader leadership leading leak learn leave leaving led left legacy
    legal lending length lent lesson letter level library lie life lifetime lift light likely likewise limit
    line link list listen listening lit literally little live load local locally lock logical lonely long longer
    look looking loose lose losing loss lost loud love low lower luck luckily lunch machine mail main mainly
    maintain maintenance major majority making manage management manager manner march mark market master match
    material matter maximum mean meaning meaningful meant meanwhile measure media meet meeting member memory
    mental mention mentor mentoring merely merge mess message met metawork method metric micromanage middle
    milestone mind minimum minor minority minute minutes miss missing mistake mistaken misunderstand
    misunderstanding mix mixed mode model moderate modern moment monday money monitor month months mood morale
    moreover morning mostly motivate motivated motivation move moving multitask music mutual name narrow
    naturally nature nearby nearly necessarily necessary negative neglect negotiate nervous network new newcomer
    news next nice night nine nobody nobody's noise noisy none normal normally north notably note notice
    noticeable notification notify november number numerous object objection obligation observe obstacle obvious
    obviously occasion occasionally october offer offered office official offline okay old onboard onboarding
    oncall ongoing online onward open opening openly operate opinion opportunity opposite option order ordinary
    organisation organise organised organization organize organized organizer original otherwise ourselves
    outage outcome outdated outline output outside overall overcome overcommit overcommitment overhead overload
    overlook override overtime overview overwhelm overwhelmed overwork owing owner ownership pace packed page
    paid pain painful pairing paper parallel parent part participant participate participation particular
    particularly partly partner party pass passion passionate past patience patient pattern pause pay paying
    payment peace peer penalty people percent perfect perform performance period permanent permission person
    personal personally perspective phase phone photo phrase pick picture piece pilot pipeline place plan
    planned planner planning play playing pleasant please pleased pleasure plenty point policy polite political
    politics poor popular position positive possibility possible possibly post postpone potential potentially
    power practical practically practice practise praise precise precisely predict prefer preference preparation
    prepare presence present presentation preserve pressure pretend prevent previous previously price pride
    primarily primary principle prioritise prioritize priority private probably problem procedure process
    processes produce product production productive profession professional profit program progress
    progressively project promise promote promotion proof proper properly proportion proposal propose protect
    protection proud prove provide provider public publication publicly publish pull purely purpose push pushing
    quality quarter quarterly question queue quick quickly quiet quietly quit quota quote raise ran random range
    rapid rapidly rare rarely rate rating reach react read reader reading ready real realise realistic reality
    realize reason reasonable reasonably receive recent recently recognise recognition recognize recommend
    recommendation record recover recovery recruit reduce reduction refactor refer reference reflect reflection
    refusal refuse regard regardless register regular regularly relate relation relationship relatively relaxed
    release relevant reliability reliable relief relieve rely remain remainder remaining remarkable remember
    remind reminder remote remove repair repeat repeatedly repetitive replace replacement reply report reporting
    repository represent representative reproduce reputation request require requirement research reserve resign
    resist resolve resource respect respectively respond response responsibility responsible responsive rest
    restore restrict result retain retire retrospective return reveal review reviewer reviewing revise reward
    rework rewrite ridden right risen risk roadmap role roll rollback room rose rota rotate rotation roughly
    round routine rule run running rush rushed sacrifice sad safe safely safety salary satisfy saturday save
    saying scale scarce scare scattered schedule school scope score scream screen script search season seat
    second secret section secure seeing seldom select self sell selling send sending senior sense sent sentence
    separate separately september series serious seriously serve server service session set setting settle seven
    severe severely shame shape share sharing sharp shift ship shook short shortage shortcut shorter shortly
    shout show showing shown shut sick side sign signal significant significantly silence silent silo similar
    similarly simple simply sincerely single sit sitting situation six size skill skip slack sleep slept
    slightly slow slowly sluggish small smaller smart smooth smoothly social socially society software sold
    solely solid solution solve somehow someone's somewhat somewhere sorry sort sought sound source south space
    spare speak speaking special specific specifically speed spend spending spent spirit split spoke spoken
    spontaneous spread spreadsheet sprint sprints stable staff stage stakeholder stand standard standards
    standing standup star start starting state statement station status stay staying steadily steady steal step
    stick stole stolen stood stop stopping story strange strategic strategy street strength stress stressful
    stretch strict strictly strong strongly structure struggle struggling stuck student study stuff stupid style
    subject submit substantial substitute succeed success sudden suddenly suffer sufficient sufficiently suggest
    suggestion suit suitable summary summer sunday supply support supportive suppose supposed sure surely
    surface surprise surprising surprisingly surround survey survive suspect sustainability sustainable swept
    switch symptom system table tackle taken taking talent talk talking target task taught teach team teammate
    teamwork technical technology tedious tell telling template temporarily temporary tempt ten tend tendency
    tension term terrible test tested testing tests text thank thankful thanks theme themselves theory think
    thinking third thorough thoroughly thought thoughtful thousand thread threat three threshold threw throw
    thrown thursday thus ticket tie tight time timeline timezone tiny tired tiring title today told tolerate
    tomorrow tomorrow's tone took tool tooling top topic total totally touch tough toxic track trade traditional
    train training transition transparent travel treat tremendous trend tricky trouble troubled true trust truth
    try trying tuesday turn turning turnover twice type typical typically ultimate ultimately unable
    unacceptable unaware uncertain unclear uncomfortable understaffed understand understood undo uneven
    unexpected unexpectedly unfair unfortunately unhappy unhealthy unique unit universal unknown unless unlike
    unlikely unnecessary unpaid unplanned unpleasant unpredictable unrealistic unreliable unresolved unstable
    unsure untouched unusual unwritten update upgrade upper upset upward urge urgency urgent useful useless user
    using usual usually vacation vague valid valuable value various vast version via victim view visibility
    visible vision visit vital voice volume voluntary volunteer vote vulnerable wait waiting wake walk walking
    wall wanting warn warning waste watch watching weak weakness wealth wear website wednesday week weekday
    weekend weekly weeks weight welcome wellbeing west whatever whenever whether whoever wide widely wiki
    willing willingness win window wisdom wise wish wishes wishing woke woken won wonder wonderful wondering
    word wore work workable workaround worker workflow working workload workshop world worn worried worry worse
    worst worth worthwhile wound write writer writing written wrong wrongly wrote year yearly years yesterday
    young yourself zero
    """.split()  # noqa: SIM905 - as above
)
