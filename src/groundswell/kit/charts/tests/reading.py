"""Reads a picture back: what whoever listens, or points, is told."""

from dataclasses import dataclass
from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Picture:
    """What a picture says."""

    title: str
    points: tuple[str, ...]
    gaps: tuple[str, ...]
    tree: ET.Element

    @property
    def said(self) -> tuple[str, ...]:
        """Everything that the tab key reaches, in its order."""
        return tuple(each.get("aria-label", "") for each in self.tree.iter() if each.get("tabindex") == "0")


def read(picture: str) -> Picture:
    """Parse a picture as strictly as XML is."""
    tree = ET.fromstring(picture.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))  # noqa: S314 - our own
    return Picture(tree.findtext(f"{SVG}title", ""), _named(tree, "point"), _named(tree, "gap"), tree)


def _named(tree: ET.Element, kind: str) -> tuple[str, ...]:
    return tuple(each.get("aria-label", "") for each in tree.iter() if each.get("class") == kind)
