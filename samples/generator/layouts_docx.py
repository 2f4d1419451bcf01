"""Word documents: paragraphs, tables, a header part with a text box. The same content gives the same bytes."""

import datetime
import io
import zipfile

import docx
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.shared import Cm, Pt, RGBColor
from xml.sax.saxutils import escape

MOMENT = datetime.datetime(2025, 3, 10, 9, 30)
TEXT_BOX = """<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:r><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="5400000" cy="900000"/><wp:docPr id="1" name="Box"/>
<a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/>
<wps:spPr/><wps:txbx><w:txbxContent>{paragraphs}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData>
</a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape><v:textbox><w:txbxContent>{paragraphs}
</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""


def start(look):
    document = docx.Document()
    document.styles["Normal"].font.name = look["font"]
    document.styles["Normal"].font.size = Pt(10.5)
    about = document.core_properties
    about.author, about.created, about.modified = "", MOMENT, MOMENT
    about.last_modified_by, about.comments, about.title = "", "", ""
    return document


def save(document, path):
    """As python-docx writes it, but with one fixed date on every member."""
    packed = io.BytesIO()
    document.save(packed)
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name != "docProps/thumbnail.jpeg":
                target.writestr(zipfile.ZipInfo(name, MOMENT.timetuple()[:6]), source.read(name), zipfile.ZIP_DEFLATED)


class Writer:
    """Adds paragraphs and notes what a reader reads."""

    def __init__(self, place, look, lines):
        self.place, self.look, self.lines = place, look, lines

    def line(self, text, style=None, bold=False, size=None, note=True):
        paragraph = self.place.add_paragraph(style=style)
        run = paragraph.add_run(text)
        run.bold = bold
        if size:
            run.font.size = Pt(size)
        paragraph.paragraph_format.space_after = Pt(1)
        if note:
            self.lines.append(text)
        return paragraph

    def heading(self, text):
        if self.look["styles"]:
            self.place.add_paragraph(text, style="Heading 2")
        else:
            run = self.place.add_paragraph().add_run(text)
            run.bold, run.font.size, run.font.color.rgb = True, Pt(13), RGBColor(0x1F, 0x3A, 0x5F)
        self.lines.append(text)

    def entry(self, block):
        first = block.lines[0]
        if self.look["date"] == "tab":
            paragraph = self.line(f"{first}\t{block.date}", bold=True)
            paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(16), WD_TAB_ALIGNMENT.RIGHT)
        elif self.look["date"] == "before":
            self.line(f"{block.date}\t{first}", bold=True)
        else:
            self.line(f"{first} ({block.date})", bold=True)
        for line in block.lines[1:]:
            self.line(line)

    def block(self, block):
        if block.kind == "entry":
            self.entry(block)
        elif block.kind == "bullet":
            self.line(block.text, style="List Bullet")
        elif block.kind == "pair":
            self.line(f"{block.label}: {block.text}")
        else:
            self.line(block.text)

    def sections(self, sections):
        for section in sections:
            self.heading(section.heading)
            for block in section.blocks:
                self.block(block)


def classic(person, sections, style, look):
    document, lines = start(look), []
    writer = Writer(document, look, lines)
    if style.word:
        writer.line(style.word)
    writer.line(person.name_shown, bold=True, size=20)
    if "label" in person.profile["basics"]:
        writer.line(person.profile["basics"]["label"], size=13)
    writer.sections(sections)
    return document, lines


def rows(document, sections, look, lines):
    for section in sections:
        Writer(document, look, lines).heading(section.heading)
        table = document.add_table(rows=0, cols=2)
        for block in section.blocks:
            if block.kind == "bullet" and len(table.rows) and section.key == "work":
                table.rows[-1].cells[1].add_paragraph(block.text, style="List Bullet")
                lines.append(block.text)
                continue
            label = block.date if block.kind == "entry" else block.label
            texts = block.lines if block.kind == "entry" else [block.text]
            cells = table.add_row().cells
            cells[0].width, cells[1].width = Cm(4.5), Cm(12)
            cells[0].text, cells[1].text = label, texts[0]
            lines += [each for each in (label, texts[0]) if each]
            for text in texts[1:]:
                cells[1].add_paragraph(text)
                lines.append(text)


def table(person, sections, style, look):
    document, lines = start(look), []
    Writer(document, look, lines).line(person.name_shown, bold=True, size=18)
    if "label" in person.profile["basics"]:
        Writer(document, look, lines).line(person.profile["basics"]["label"])
    rows(document, sections, look, lines)
    return document, lines


def letterhead(person, sections, style, look):
    """Name and contact stand in the header part, the summary in a text box: where many readers do not look."""
    document, lines = start(look), []
    header = document.sections[0].header
    header.paragraphs[0].text = person.name_shown
    lines.append(person.name_shown)
    for block in sections[0].blocks:
        Writer(header, look, lines).line(block.text)
    if "label" in person.profile["basics"]:
        Writer(document, look, lines).line(person.profile["basics"]["label"], bold=True, size=14)
    rest = sections[1:]
    boxed = [each for each in rest if each.key == "summary"]
    for section in boxed:
        texts = [section.heading] + [block.text for block in section.blocks]
        paragraphs = "".join(f"<w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>" for text in texts)
        document.element.body.insert(len(document.paragraphs), parse_xml(TEXT_BOX.replace("{paragraphs}", paragraphs)))
        lines += texts
    Writer(document, look, lines).sections([each for each in rest if each.key != "summary"])
    return document, lines


LAYOUTS = {each.__name__: each for each in (classic, table, letterhead)}


def write(path, person, sections, style, layout, options):
    look = {"font": person.rng.choice(["Calibri", "Georgia", "Arial"]), "styles": person.rng.random() < 0.5,
            "date": person.rng.choice(["tab", "before", "inline"])} | options.get("look", {})
    document, lines = LAYOUTS[layout](person, sections, style, look)
    save(document, path)
    return "\n".join(lines)
