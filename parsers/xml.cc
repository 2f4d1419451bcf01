#include "parsers/xml.hpp"

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace tamis::parsers {
namespace {

std::string_view view(const xmlChar* text) { return text ? reinterpret_cast<const char*>(text) : std::string_view{}; }

struct Parse {
  XmlHandler& handler;
  const Limits& limits;
  xmlParserCtxt* context = nullptr;
  std::vector<XmlAttribute> attributes{};
  const xmlChar* space = nullptr;  // the last element's, as the library keeps it: most have the same
  std::string_view space_name{};
  std::string text{};  // since the last tag: the libraries hand it over in pieces, some of which end inside a word
  std::int32_t depth = 0;
  std::optional<ErrorCode> error{};

  void stop(ErrorCode code) {
    if (!error) error = code;
    xmlStopParser(context);
  }
  void hand_over_text() {
    if (!text.empty()) handler.text(text);
    text.clear();
  }
  XmlName name_of(const xmlChar* local, const xmlChar* name_space) {
    if (name_space != space) {
      space = name_space;
      space_name = view(space);
    }
    return {view(local), space_name};
  }
  void start(const XmlName& name) {
    if (error) return;
    hand_over_text();
    if (++depth > limits.depth) return stop(ErrorCode::nested_too_deep);
    handler.start(name, XmlAttributes(attributes));
  }
  void end(const XmlName& name) {
    if (error) return;
    hand_over_text();
    --depth;
    handler.end(name);
  }
};

Parse& parse_of(void* user) { return *static_cast<Parse*>(user); }

void on_start(void* user, const xmlChar* local, const xmlChar*, const xmlChar* space, int, const xmlChar**, int count,
              int, const xmlChar** attributes) {
  Parse& parse = parse_of(user);
  parse.attributes.clear();
  for (int i = 0; i < count; ++i, attributes += 5) {
    const auto* value = reinterpret_cast<const char*>(attributes[3]);
    const auto* value_end = reinterpret_cast<const char*>(attributes[4]);
    parse.attributes.push_back({view(attributes[0]), view(attributes[2]), {value, value_end}});
  }
  parse.start(parse.name_of(local, space));
}

void on_end(void* user, const xmlChar* local, const xmlChar*, const xmlChar* space) {
  Parse& parse = parse_of(user);
  parse.end(parse.name_of(local, space));
}

void on_html_start(void* user, const xmlChar* name, const xmlChar** attributes) {
  Parse& parse = parse_of(user);
  parse.attributes.clear();
  for (; attributes && attributes[0]; attributes += 2) {
    parse.attributes.push_back({view(attributes[0]), {}, view(attributes[1])});
  }
  parse.start({view(name), {}});
}

void on_html_end(void* user, const xmlChar* name) { parse_of(user).end({view(name), {}}); }

void on_text(void* user, const xmlChar* text, int size) {
  Parse& parse = parse_of(user);
  if (!parse.error) parse.text.append(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
}

void on_document_type(void* user, const xmlChar*, const xmlChar*, const xmlChar*) {
  parse_of(user).stop(ErrorCode::forbidden_markup);
}

/// Where the libraries' messages go: they may repeat words of a document.
void on_message(void*, xmlErrorPtr) {}

xmlSAXHandler xml_events() {
  xmlSAXHandler sax{};
  sax.initialized = XML_SAX2_MAGIC;
  sax.startElementNs = on_start;
  sax.endElementNs = on_end;
  sax.characters = on_text;
  sax.ignorableWhitespace = on_text;
  sax.cdataBlock = on_text;
  sax.internalSubset = on_document_type;
  sax.serror = on_message;
  return sax;
}

using Context = std::unique_ptr<xmlParserCtxt, void (*)(xmlParserCtxtPtr)>;

Result<void> outcome(Parse& parse, bool well_formed) {
  if (!parse.error) parse.hand_over_text();
  if (parse.error) return fail(*parse.error, Stage::extract);
  if (!well_formed) return fail(ErrorCode::damaged, Stage::extract);
  return {};
}

bool too_long(std::string_view text) { return std::cmp_greater(text.size(), std::numeric_limits<int>::max()); }

}  // namespace

std::string_view XmlAttributes::operator[](std::string_view local) const {
  const auto found = std::ranges::find(all_, local, &XmlAttribute::local);
  return found == all_.end() ? std::string_view{} : found->value;
}

bool XmlAttributes::has(std::string_view local) const {
  return std::ranges::find(all_, local, &XmlAttribute::local) != all_.end();
}

Result<void> parse_xml(std::string_view xml, XmlHandler& handler, const Limits& limits) {
  if (xml.empty() || too_long(xml)) return fail(ErrorCode::damaged, Stage::extract);
  const Context context(xmlCreateMemoryParserCtxt(xml.data(), static_cast<int>(xml.size())), xmlFreeParserCtxt);
  if (!context) return fail(ErrorCode::damaged, Stage::extract);
  Parse parse{.handler = handler, .limits = limits, .context = context.get()};
  *context->sax = xml_events();
  context->userData = &parse;
  xmlCtxtUseOptions(context.get(), XML_PARSE_NONET);
  xmlParseDocument(context.get());
  return outcome(parse, context->wellFormed == 1);
}

struct XmlPieces::Parser {
  Parse parse;
  Context context;
};

XmlPieces::XmlPieces(XmlHandler& handler, const Limits& limits)
    : parser_(new Parser{.parse = {.handler = handler, .limits = limits}, .context = {nullptr, xmlFreeParserCtxt}}) {
  xmlSAXHandler sax = xml_events();
  parser_->context.reset(xmlCreatePushParserCtxt(&sax, &parser_->parse, nullptr, 0, nullptr));
  parser_->parse.context = parser_->context.get();
  if (parser_->context) xmlCtxtUseOptions(parser_->context.get(), XML_PARSE_NONET);
}

XmlPieces::~XmlPieces() = default;

bool XmlPieces::take(std::string_view piece) {
  xmlParserCtxt* context = parser_->context.get();
  if (!context || too_long(piece)) return false;
  xmlParseChunk(context, piece.data(), static_cast<int>(piece.size()), piece.empty());
  return !piece.empty() && !parser_->parse.error && context->wellFormed == 1;
}

Result<void> parse_html(std::string_view utf8, XmlHandler& handler, const Limits& limits) {
  if (utf8.empty() || too_long(utf8)) return fail(ErrorCode::damaged, Stage::extract);
  const std::unique_ptr<htmlParserCtxt, void (*)(htmlParserCtxtPtr)> context(
      htmlCreateMemoryParserCtxt(utf8.data(), static_cast<int>(utf8.size())), htmlFreeParserCtxt);
  if (!context) return fail(ErrorCode::damaged, Stage::extract);
  Parse parse{.handler = handler, .limits = limits, .context = context.get()};
  xmlSAXHandler sax{};
  sax.initialized = 1;
  sax.startElement = on_html_start;
  sax.endElement = on_html_end;
  sax.characters = on_text;
  sax.ignorableWhitespace = on_text;
  sax.serror = on_message;
  *context->sax = sax;
  context->userData = &parse;
  htmlCtxtUseOptions(context.get(), HTML_PARSE_NONET | HTML_PARSE_NODEFDTD);
  xmlSwitchEncoding(context.get(), XML_CHAR_ENCODING_UTF8);
  context->charset = XML_CHAR_ENCODING_UTF8;
  htmlParseDocument(context.get());
  return outcome(parse, true);
}

}  // namespace tamis::parsers
