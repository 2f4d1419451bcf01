"""PDF layouts. Every line that is drawn is also noted, so that the reading text is what stands on the page.

Pages hold regions (columns, bands) that a reader may take in any order; within a region the order is the page's.
"""

import random

from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen import canvas

from generator.cv import SIDE

WIDTH, HEIGHT = 595.28, 841.89
FACES = {
    "sans": ("DejaVuSans", "DejaVuSans-Bold", "/usr/share/fonts/truetype/dejavu/"),
    "serif": ("DejaVuSerif", "DejaVuSerif-Bold", "/usr/share/fonts/truetype/dejavu/"),
    "grotesque": ("LiberationSans-Regular", "LiberationSans-Bold", "/usr/share/fonts/truetype/liberation/"),
    "roman": ("LiberationSerif-Regular", "LiberationSerif-Bold", "/usr/share/fonts/truetype/liberation/"),
}


def face(name):
    regular, bold, folder = FACES[name]
    for font in (regular, bold):
        if font not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(font, f"{folder}{font}.ttf"))
    return regular, bold


class Sheet:
    """Pages under construction: what to draw below and above, and what a reader reads, by region."""

    def __init__(self):
        self.pages = []

    def page(self, number):
        while len(self.pages) <= number:
            self.pages.append(([], [], {}))
        return self.pages[number]

    def draw(self, number, step):
        self.page(number)[1].append(step)

    def note(self, number, region, text):
        if text:
            self.page(number)[2].setdefault(region, []).append(text)

    def reading(self):
        return "\f".join("\v".join("\n".join(lines) for lines in regions.values()) for _, _, regions in self.pages)

    def save(self, path, shuffle=None):
        page = canvas.Canvas(str(path), pagesize=(WIDTH, HEIGHT), invariant=1)
        for below, above, _ in self.pages:
            if shuffle is not None:
                shuffle.shuffle(above)
            for step in below + above:
                step(page)
            page.showPage()
        page.save()


class Column:
    """A region that text flows down, page after page."""

    def __init__(self, sheet, region, left, width, fonts, size=9.5, top=50, colour=0x222222, top_again=50, bottom=50,
                 later=None):
        self.sheet, self.region, self.left, self.width, self.fonts, self.size = sheet, region, left, width, fonts, size
        self.y, self.colour, self.number, self.top_again, self.bottom = top, colour, 0, top_again, bottom
        self.later = later  # (left, width, colour) on further pages

    def need(self, height):
        if self.y + height > HEIGHT - self.bottom:
            self.number, self.y = self.number + 1, self.top_again
            if self.later:
                self.left, self.width, self.colour = self.later

    def put(self, x, text, bold=False, size=None, colour=None, spacing=0, note=None):
        """One line of text at the current height; does not move down."""
        size, colour = size or self.size, self.colour if colour is None else colour
        font, y = self.fonts[bold], HEIGHT - self.y - size

        def step(page):
            page.setFillColorRGB(*((colour >> shift & 255) / 255 for shift in (16, 8, 0)))
            line = page.beginText(x, y)
            line.setFont(font, size)
            line.setCharSpace(spacing)
            line.textOut(text)
            page.drawText(line)
        self.sheet.draw(self.number, step)
        self.sheet.note(self.number, self.region, text if note is None else note)

    def width_of(self, text, bold=False, size=None):
        return pdfmetrics.stringWidth(text, self.fonts[bold], size or self.size)

    def text(self, text, bold=False, size=None, indent=0, colour=None, align="left", gap=0):
        size = size or self.size
        widest = max((self.width_of(word, bold, size) for word in text.split()), default=0)
        size *= min(1, (self.width - indent) / widest) if widest else 1
        for line in simpleSplit(text, self.fonts[bold], size, self.width - indent):
            self.need(size * 1.35)
            slack = self.width - indent - self.width_of(line, bold, size)
            shift = {"left": 0, "centre": slack / 2, "right": slack}[align]
            self.put(self.left + indent + shift, line, bold, size, colour)
            self.y += size * 1.35
        self.y += gap

    def rule(self, colour=0x888888, thick=0.6):
        y, left, right = HEIGHT - self.y, self.left, self.left + self.width

        def step(page):
            page.setStrokeColorRGB(*((colour >> shift & 255) / 255 for shift in (16, 8, 0)))
            page.setLineWidth(thick)
            page.line(left, y, right, y)
        self.sheet.draw(self.number, step)
        self.y += 4


def fill(sheet, number, left, top, width, height, colour):
    """A coloured field below the text."""
    def step(page):
        page.setFillColorRGB(*((colour >> shift & 255) / 255 for shift in (16, 8, 0)))
        page.rect(left, HEIGHT - top - height, width, height, stroke=0, fill=1)
    sheet.page(number)[0].append(step)


# --- sections ------------------------------------------------------------------------------------------------------

def heading(column, section, look):
    column.need(60)
    column.y += 9
    accent, text = look["accent"], section.heading
    if look["heading"] == "spaced" and column.width_of(text.upper(), True, column.size + 1) + 4 * len(text) < column.width:
        column.put(column.left, text.upper(), True, column.size + 1, accent, spacing=4, note=text.upper())
        column.y += column.size * 1.9
    else:
        column.text(text, True, column.size + 2.5, colour=accent)
        if look["heading"] == "ruled":
            column.rule(accent)


def entry(column, block, look):
    column.need(look.get("together", 40))
    column.y += 2
    date, first, rest = block.date, block.lines[0], block.lines[1:]
    if look["date"] == "right" and column.width_of(first, True) + column.width_of(date) + 12 < column.width:
        column.put(column.left, first, True)
        column.put(column.left + column.width - column.width_of(date), date)
        column.y += column.size * 1.35
    elif look["date"] == "above":
        column.text(date, size=column.size - 1, colour=look["accent"])
        column.text(first, True)
    elif look["date"] == "before":
        column.text(f"{date}: {first}", True)
    elif look["date"] == "rail":
        column.put(look["rail"], date, size=column.size - 0.5)
        column.text(first, True)
    else:
        column.text(f"{first} ({date})", True)
    for line in rest:
        column.text(line)


def draw_block(column, block, look):
    if block.kind == "entry":
        entry(column, block, look)
    elif block.kind == "bullet":
        column.need(column.size * 1.35)
        column.put(column.left, look["bullet"], note="")
        column.text(block.text, indent=11)
    elif block.kind == "pair" and look["pair"] == "table":
        column.need(column.size * 1.35)
        column.put(column.left, block.label)
        column.text(block.text, indent=look.get("indent", 120))
    elif block.kind == "pair" and look["pair"] == "above":
        column.text(block.label, True, column.size - 1)
        column.text(block.text, gap=3)
    elif block.kind == "pair":
        column.text(f"{block.label}: {block.text}")
    else:
        column.text(block.text)


def section(column, each, look):
    heading(column, each, look)
    for block in each.blocks:
        draw_block(column, block, look)


def title(column, person, style, look, align="left", colour=None):
    if style.word:
        column.text(style.word, size=11, align=align, colour=colour, gap=4)
    column.text(person.name_shown, True, look["name_size"], align=align, colour=colour, gap=3)
    if "label" in person.profile["basics"]:
        column.text(person.profile["basics"]["label"], size=12, align=align, colour=colour, gap=4)


def split(sections, keys):
    return [each for each in sections if each.key in keys], [each for each in sections if each.key not in keys]


# --- layouts -------------------------------------------------------------------------------------------------------

def single(sheet, person, sections, style, look):
    column = Column(sheet, "main", 56, WIDTH - 112, look["fonts"], look["size"])
    title(column, person, style, look, look["align"])
    contact, others = split(sections, ("contact",))
    parts = [block.text if look["bare_contact"] else f"{block.label}: {block.text}" for block in contact[0].blocks]
    column.text(look["contact_joint"].join(parts), align=look["align"])
    for each in others:
        section(column, each, look)


def plain_lines(sheet, person, sections, style, look):
    column = Column(sheet, "main", 70, WIDTH - 140, look["fonts"], look["size"])
    title(column, person, style, look)
    for block in sections[0].blocks:
        column.text(f"{block.label}: {block.text}")
    for each in sections[1:]:
        section(column, each, look)


def sidebar(sheet, person, sections, style, look, left=True, white=False):
    narrow = 175
    side, main = split(sections, SIDE)
    tint = look["dark"] if white else 0xEEEEEA
    side_left, main_left = (28, narrow + 24) if left else (WIDTH - narrow + 12, 40)
    bar = Column(sheet, "side", side_left, narrow - 42, look["fonts"], 8.5, 60, 0xFFFFFF if white else 0x222222)
    text = Column(sheet, "main", main_left, WIDTH - narrow - 60, look["fonts"], look["size"])
    own = look | {"pair": "above", "accent": 0xFFFFFF if white else look["accent"]}
    columns = [(bar, side, own), (text, main, look)]
    for column, part, how in columns if left else reversed(columns):
        if column is text:
            title(column, person, style, look)
        for each in part:
            section(column, each, how)
    for number in range(len(sheet.pages)):
        fill(sheet, number, 0 if left else WIDTH - narrow, 0, narrow, HEIGHT, tint)


def sidebar_left(*about):
    sidebar(*about)


def sidebar_right(*about):
    sidebar(*about, left=False)


def sidebar_dark(*about):
    sidebar(*about, white=True)


def two_columns(sheet, person, sections, style, look):
    head = Column(sheet, "head", 45, WIDTH - 90, look["fonts"], look["size"], 40)
    title(head, person, style, look, "centre")
    head.text("  |  ".join(block.text for block in sections[0].blocks), size=8.5, align="centre", gap=6)
    head.rule()
    half = (WIDTH - 90 - 24) / 2
    look = look | {"date": "above"}
    for region, left, keys in (("left", 45, ("summary", "work", "personal")), ("right", 45 + half + 24, None)):
        column = Column(sheet, region, left, half, look["fonts"], 8.8, head.y + 6)
        for each in sections[1:]:
            if (each.key in ("summary", "work", "personal")) == (keys is not None):
                section(column, each, look)


def date_rail(sheet, person, sections, style, look):
    column = Column(sheet, "main", 190, WIDTH - 240, look["fonts"], look["size"])
    title(column, person, style, look)
    for each in sections:
        section(column, each, look | {"date": "rail", "rail": 50})


def label_value(sheet, person, sections, style, look):
    column = Column(sheet, "main", 60, WIDTH - 120, look["fonts"], look["size"])
    title(column, person, style, look)
    for each in sections:
        heading(column, each, look)
        for block in each.blocks:
            if block.kind == "entry":
                column.need(40)
                column.put(60, block.date)
                for line in block.lines:
                    column.text(line, bold=line is block.lines[0], indent=150)
            elif block.kind == "bullet":
                column.text(block.text, indent=150)
            else:
                draw_block(column, block, look | {"pair": "table", "indent": 150})


def band(sheet, person, sections, style, look):
    head = Column(sheet, "head", 50, WIDTH - 100, look["fonts"], look["size"], 34, 0xFFFFFF)
    title(head, person, style, look, colour=0xFFFFFF)
    head.text("   ".join(block.text for block in sections[0].blocks), size=8.5, gap=14)
    column = Column(sheet, "main", 50, WIDTH - 100, look["fonts"], look["size"], head.y + 8)
    for each in sections[1:]:
        section(column, each, look)
    fill(sheet, 0, 0, 0, WIDTH, head.y, look["dark"])


def margin_headings(sheet, person, sections, style, look):
    column = Column(sheet, "main", 175, WIDTH - 225, look["fonts"], look["size"])
    title(column, person, style, look)
    for each in sections:
        column.need(50)
        column.y += 8
        size = column.size * min(1, 122 / column.width_of(each.heading, True))
        column.put(46, each.heading, True, size, look["accent"])
        for block in each.blocks:
            draw_block(column, block, look | {"date": "inline" if look["date"] == "right" else look["date"]})


def icons(sheet, person, sections, style, look):
    column = Column(sheet, "main", 60, WIDTH - 120, face("sans"), look["size"])
    title(column, person, style, look)
    signs = {0: "\u2302", 1: "\u260e", 2: "\u2709"}
    for place, block in enumerate(sections[0].blocks):
        column.put(60, signs.get(place, "\u2600"), colour=look["accent"], note="")
        column.text(block.text, indent=16)
    for each in sections[1:]:
        section(column, each, look)


def dates_beside(column, block, left, width, size, drop=0, align="left"):
    """A period in a column of its own, in as many lines as it takes; says how far down it reaches."""
    wrapped = simpleSplit(block.date, column.fonts[False], size, width)
    for number, line in enumerate(wrapped):
        slack = width - column.width_of(line, size=size) if align == "right" else 0
        column.y += drop + number * size * 1.25
        column.put(left + slack, line, size=size)
        column.y -= drop + number * size * 1.25
    return column.y + drop + len(wrapped) * size * 1.35


def timeline(sheet, person, sections, style, look):
    """Headings and dates at the left edge, what they are about in a column beside them; short sections below."""
    rng, left = person.rng, 48
    rail, align = rng.choice([56, 70, 90, 120, 150]), rng.choice(["left", "right"])
    size, drop = look["size"] - rng.choice([0, 1, 2]), rng.choice([0, 0, 1.5, 3])
    column = Column(sheet, "main", left, WIDTH - 2 * left, look["fonts"], look["size"])
    title(column, person, style, look)
    for each in sections:
        heading(column, each, look)
        for block in each.blocks:
            if block.kind != "entry":
                inset = rail + 16 if block.kind == "bullet" and each.key == "work" else 0
                column.left, column.width = left + inset, WIDTH - 2 * left - inset
                draw_block(column, block, look)
                column.left, column.width = left, WIDTH - 2 * left
                continue
            column.need(50)
            end = dates_beside(column, block, left, rail, size, drop, align)
            for line in block.lines:
                column.text(line, bold=line is block.lines[0], indent=rail + 16)
            column.y = max(column.y, end) + 5


def date_column(sheet, person, sections, style, look):
    """Dates at the right edge, in a column that nothing else enters."""
    rng = person.rng
    width, align, size = rng.choice([56, 75, 110]), rng.choice(["left", "right"]), look["size"] - rng.choice([0, 1])
    column = Column(sheet, "main", 50, WIDTH - 100 - width - 24, look["fonts"], look["size"])
    title(column, person, style, look)
    for each in sections:
        heading(column, each, look)
        for block in each.blocks:
            if block.kind != "entry":
                draw_block(column, block, look)
                continue
            column.need(50)
            column.text(block.lines[0], True)
            column.y -= look["size"] * 1.35
            end = dates_beside(column, block, WIDTH - 50 - width, width, size, 0, align)
            column.y += look["size"] * 1.35
            for line in block.lines[1:]:
                column.text(line)
            column.y = max(column.y, end) + 3


def three_rails(sheet, person, sections, style, look):
    """Headings, dates and entries each in a column of its own."""
    left, rail = 40, 118
    column = Column(sheet, "main", left + rail, WIDTH - 2 * left - rail, look["fonts"], look["size"])
    title(column, person, style, look)
    dates = person.rng.choice([60, 80, 105])
    for each in sections:
        column.need(60)
        column.y += 9
        top = column.y
        for line in simpleSplit(each.heading, look["fonts"][True], look["size"], rail - 10):
            column.put(left, line, True, colour=look["accent"])
            column.y += look["size"] * 1.25
        under, column.y = column.y, top
        for block in each.blocks:
            if block.kind == "entry":
                column.need(50)
                end = dates_beside(column, block, left + rail, dates, look["size"] - 1)
                for line in block.lines:
                    column.text(line, bold=line is block.lines[0], indent=dates + 12)
                column.y = max(column.y, end) + 3
            else:
                draw_block(column, block, look | {"pair": "inline"})
        column.y = max(column.y, under) if column.y > top else column.y


def changing_sidebar(sheet, person, sections, style, look, second="none", short=False):
    """A sidebar on the left of the first page; then none, one on the right, or its rest."""
    narrow, wide = 172, WIDTH - 50 - 172 - 40
    side, main = split(sections, SIDE)
    later = {"none": (50, WIDTH - 100), "right": (50, wide), "rest": (narrow + 50, wide)}[second]
    bar_later = {"none": 28, "right": WIDTH - narrow - 8, "rest": 28}[second]
    bar = Column(sheet, "side", 28, narrow - 30, look["fonts"], 8.5, 60, bottom=420 if short else 50,
                 later=(bar_later, narrow - 30, 0x222222))
    text = Column(sheet, "main", narrow + 50, wide, look["fonts"], look["size"], later=(*later, 0x222222))
    for each in side:
        section(bar, each, look | {"pair": "above"})
    title(text, person, style, look)
    for each in main:
        section(text, each, look | {"together": 14})
    for number in range(len(sheet.pages)):
        if number == 0 or second == "rest":
            fill(sheet, number, 0, 0, narrow + 14, HEIGHT, 0xEEEEEA)


def sidebar_first_page(*about):
    changing_sidebar(*about)


def sidebar_swaps(*about):
    changing_sidebar(*about, second="right", short=True)


def sidebar_goes_on(*about):
    changing_sidebar(*about, second="rest", short=True)


def running_head(sheet, person, sections, style, look):
    """Entries across page breaks, and on each page what only says which page it is."""
    column = Column(sheet, "main", 62, WIDTH - 124, look["fonts"], 11.5, top_again=78, bottom=70)
    title(column, person, style, look)
    for each in sections:
        section(column, each, look | {"together": 14})
    for number in range(len(sheet.pages)):
        foot = Column(sheet, "foot", 62, WIDTH - 124, look["fonts"], 8, HEIGHT - 44, bottom=0)
        foot.number = number
        # What comes again is read once.
        foot.put(62, f"{person.name_shown} – {number + 1} / {len(sheet.pages)}", note="" if number else None)
        if number:
            foot.y = 34
            foot.region = "top"
            foot.put(62, person.name_shown, note="" if number > 1 else None)


LAYOUTS = {each.__name__: each for each in (
    single, plain_lines, sidebar_left, sidebar_right, sidebar_dark, two_columns, date_rail, label_value, band,
    margin_headings, icons, timeline, date_column, three_rails, sidebar_first_page, sidebar_swaps, sidebar_goes_on,
    running_head)}


def draw_look(rng, options):
    look = {
        "fonts": face(options.get("face", rng.choice(sorted(FACES)))), "size": rng.choice([9, 9.5, 10, 10.5]),
        "accent": rng.choice([0x1F3A5F, 0x7A1F2B, 0x2F5D3A, 0x333333, 0x8A5A00]), "dark": rng.choice([0x1F3A5F, 0x3A3A3A, 0x2F5D3A]),
        "heading": rng.choice(["ruled", "plain", "spaced"]), "date": rng.choice(["right", "inline", "before", "above"]),
        "pair": rng.choice(["inline", "table"]), "bullet": rng.choice(["•", "–", "▪", "-"]), "align": rng.choice(["left", "centre"]),
        "name_size": rng.choice([18, 22, 26]), "bare_contact": rng.random() < 0.5, "contact_joint": rng.choice([" | ", " · ", " – ", ", "])}
    return look | options.get("look", {})


def write(path, person, sections, style, layout, options):
    sheet = Sheet()
    look = draw_look(person.rng, options)
    LAYOUTS[layout](sheet, person, sections, style, look)
    sheet.save(path, random.Random(layout) if options.get("shuffled") else None)
    return sheet.reading()
