#pragma once

#include "core/error.hpp"
#include "core/limits.hpp"

#include <memory>
#include <span>
#include <string_view>

namespace tamis::parsers {

/// A name without its prefix, and the namespace's address; empty where there is none, and in HTML.
struct XmlName {
  std::string_view local;
  std::string_view space;
};

struct XmlAttribute {
  std::string_view local;
  std::string_view space;
  std::string_view value;  ///< references resolved
};

class XmlAttributes {
 public:
  explicit XmlAttributes(std::span<const XmlAttribute> all) : all_(all) {}
  /// The first of that local name, in whatever namespace; empty if there is none.
  [[nodiscard]] std::string_view operator[](std::string_view local) const;
  [[nodiscard]] bool has(std::string_view local) const;

 private:
  std::span<const XmlAttribute> all_;
};

/// Takes what is in a document, in its order. The views live for the call.
class XmlHandler {
 public:
  virtual ~XmlHandler() = default;
  virtual void start(const XmlName& name, const XmlAttributes& attributes) = 0;
  virtual void end(const XmlName& name) = 0;
  /// Once for all text between two tags.
  virtual void text(std::string_view utf8) = 0;
};

/// Reads XML of an office file: no entities but the five of XML, no network, no file. `forbidden_markup` for any
/// document type, `nested_too_deep` beyond limits.depth, `damaged` for what is not well-formed; what came before that
/// was handed over.
[[nodiscard]] Result<void> parse_xml(std::string_view xml, XmlHandler& handler, const Limits& limits);

/// The same for XML that comes in pieces. The handler and the limits must outlive it.
class XmlPieces {
 public:
  XmlPieces(XmlHandler& handler, const Limits& limits);
  ~XmlPieces();
  /// Hands over what is complete with this piece; false once there is nothing more to get from this XML. An empty piece
  /// ends it.
  bool take(std::string_view piece);

 private:
  struct Parser;
  std::unique_ptr<Parser> parser_;
};

/// Reads HTML as browsers do, whatever its faults: names in lower case, every element ended. `utf8` must be UTF-8.
/// `nested_too_deep` beyond limits.depth.
[[nodiscard]] Result<void> parse_html(std::string_view utf8, XmlHandler& handler, const Limits& limits);

}  // namespace tamis::parsers
