#include "ingest/api.hpp"

#include "core/embedded.hpp"
#include "core/json.hpp"
#include "ingest/api_answers.hpp"
#include "ingest/job_json.hpp"
#include "ingest/multipart.hpp"
#include "ingest/split.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <charconv>
#include <span>
#include <utility>

namespace tamis::ingest {

std::span<const EmbeddedFile> console_files();

namespace {

namespace json = boost::json;

template <class Id>
std::optional<Id> parse_id(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 1) return std::nullopt;
  return static_cast<Id>(number);
}

std::string value_of(const std::map<std::string, std::string>& values, const std::string& name) {
  const auto found = values.find(name);
  return found == values.end() ? std::string() : found->second;
}

std::vector<std::byte> to_bytes(std::string_view text) {
  const auto* first = reinterpret_cast<const std::byte*>(text.data());
  return {first, first + text.size()};
}

/// The submission that a request describes, as a form or as bare bytes.
Result<Submission> read_submission(const HttpRequest& request) {
  Submission submission{.subject = {"portal", CandidateText(value_of(request.query, "subject"))},
                        .source = "portal",
                        .priority = 10,
                        .upload = {CandidateText(value_of(request.query, "name")), {}}};
  const std::string content_type = value_of(request.headers, "content-type");
  if (!content_type.starts_with("multipart/form-data")) {
    submission.upload.bytes = to_bytes(request.body);
    return submission;
  }
  const auto parts = split_form(content_type, request.body);
  if (!parts) return std::unexpected(parts.error());
  for (const FormPart& part : *parts) {
    if (part.name == "subject") submission.subject.id = CandidateText(part.content);
    if (part.name == "file") submission.upload = {CandidateText(part.file_name), to_bytes(part.content)};
  }
  return submission;
}

json::object to_json(const Ticket& ticket) {
  const auto job = std::to_underlying(ticket.job), document = std::to_underlying(ticket.document);
  return {{"job", job},
          {"document", document},
          {"existed", ticket.existed},
          {"links",
           {{"job", "/v1/jobs/" + std::to_string(job)},
            {"record", "/v1/documents/" + std::to_string(document) + "/record"}}}};
}

/// What the sender of one document is told, or of a file that held several: then a list, in the file's order.
HttpResponse receipt(const std::vector<Ticket>& tickets) {
  const unsigned status = std::ranges::all_of(tickets, &Ticket::existed) ? 200 : 202;
  if (tickets.size() == 1) {
    HttpResponse response = answer(to_json(tickets.front()), status);
    response.headers["Location"] = "/v1/jobs/" + std::to_string(std::to_underlying(tickets.front().job));
    return response;
  }
  json::array documents;
  for (const Ticket& ticket : tickets) documents.push_back(to_json(ticket));
  return answer({{"documents", std::move(documents)}}, status);
}

bool is_under_document(const std::vector<std::string>& path) { return path[0] == "v1" && path[1] == "documents"; }

HttpResponse show_console() {
  for (const EmbeddedFile& file : console_files()) {
    if (file.name != "index.html") continue;
    return {
        .status = 200,
        .content_type = "text/html; charset=utf-8",
        .body = std::string(file.content),
        .headers = {{"Content-Security-Policy",
                     "default-src 'none'; connect-src 'self'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; "
                     "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"}}};
  }
  return problem(ErrorCode::unknown_route);
}

}  // namespace

HttpResponse Api::handle(const HttpRequest& request) const {
  const auto& path = request.path;
  const auto is = [&](std::initializer_list<std::string_view> segments) {
    return std::ranges::equal(path, segments, [](const std::string& given, std::string_view wanted) {
      return wanted == "*" || given == wanted;
    });
  };
  if (is({"v1", "documents"})) {
    return request.method == "POST" ? receive(request) : problem(ErrorCode::not_allowed);
  }
  if (path.size() > 3 && is_under_document(path)) return handle_document(request);
  if (request.method != "GET") return problem(ErrorCode::not_allowed);
  if (is({})) return show_console();
  if (is({"healthz"})) return answer({{"status", "alive"}});
  if (is({"readyz"})) return show_readiness();
  if (is({"v1", "stats"})) return show_stats();
  if (is({"v1", "reviews"})) return list_reviews();
  if (is({"v1", "jobs"})) return list_jobs(request);
  if (is({"v1", "jobs", "*"})) {
    const auto job = parse_id<JobId>(path[2]);
    return job ? show_job(*job) : problem(ErrorCode::unknown_job);
  }
  return problem(ErrorCode::unknown_route);
}

std::optional<HttpResponse> Api::turn_away(const HttpRequest& head) const {
  if (head.method != "POST" || head.path.size() != 2 || !is_under_document(head.path)) return std::nullopt;
  auto at = database_.read();
  if (!at) return problem(at.error());
  const auto room = queue_.has_room(*at);
  return room ? std::nullopt : std::optional(problem(room.error()));
}

HttpResponse Api::handle_document(const HttpRequest& request) const {
  const auto& path = request.path;
  const auto document = parse_id<DocumentId>(path[2]);
  if (!document) return problem(ErrorCode::unknown_document);
  const std::string& what = path[3];
  const bool get = request.method == "GET";
  if (path.size() == 4 && (what == "record" || what == "rendition" || what == "findings")) {
    if (!get) return problem(ErrorCode::not_allowed);
    return what == "record"      ? show_record(*document, request)
           : what == "rendition" ? show_rendition(*document, request)
                                 : list_findings(*document);
  }
  if (path.size() == 6 && what == "findings" && path[5] == "choice") {
    return request.method == "POST" ? choose(*document, path[4], request) : problem(ErrorCode::not_allowed);
  }
  if (path.size() == 4 && what == "review") {
    return get || request.method == "POST" ? review(*document, request) : problem(ErrorCode::not_allowed);
  }
  if (path.size() == 5 && what == "consents") {
    const bool change = request.method == "PUT" || request.method == "DELETE";
    return change ? consent(*document, path[4], request) : problem(ErrorCode::not_allowed);
  }
  return problem(ErrorCode::unknown_route);
}

HttpResponse Api::receive(const HttpRequest& request) const {
  auto submission = read_submission(request);
  if (!submission) return problem(submission.error());
  if (submission->subject.id.empty()) return problem(ErrorCode::missing_subject);
  if (submission->upload.bytes.empty()) return problem(ErrorCode::empty);
  if (static_cast<std::int64_t>(submission->upload.bytes.size()) > limits_.bytes) {
    return problem({ErrorCode::too_large, Stage::admit, {}, {{Measure::limit, limits_.bytes}}});
  }
  auto parts = split(pipeline_, std::move(submission->upload));
  if (!parts) return problem(parts.error());
  std::vector<Ticket> tickets;
  for (Part& part : *parts) {
    submission->upload = std::move(part.upload);
    const auto ticket = intake_.submit(*submission, {store::Role::portal, "http"});
    if (!ticket) return problem(ticket.error());
    tickets.push_back(*ticket);
  }
  return receipt(tickets);
}

HttpResponse Api::show_job(JobId id) const {
  auto at = database_.read();
  if (!at) return problem(at.error());
  const auto job = queue_.job(*at, id);
  return job ? answer(to_json(*job)) : problem(job.error());
}

HttpResponse Api::list_jobs(const HttpRequest& request) const {
  queue::JobFilter filter;
  if (const std::string state = value_of(request.query, "state"); !state.empty()) {
    filter.state = from_name<queue::JobState>(state);
    if (!filter.state) return problem(ErrorCode::bad_request);
  }
  const auto before = parse_id<JobId>(value_of(request.query, "before"));
  auto at = database_.read();
  if (!at) return problem(at.error());
  const auto jobs = queue_.list(*at, filter, before, 50);
  if (!jobs) return problem(jobs.error());
  json::array list;
  for (const queue::Job& job : *jobs) list.push_back(to_json(job));
  return answer({{"jobs", std::move(list)}});
}

HttpResponse Api::show_record(DocumentId document, const HttpRequest& request) const {
  const auto named = request.query.find("view");
  // What a client sees unless somebody asks for more.
  const auto view = named == request.query.end() ? View::anonymous : from_name<View>(named->second);
  if (!view) return problem(ErrorCode::unknown_view);
  if (const auto allowed = may_see(document, *view, request); !allowed) return problem(allowed.error());
  auto tx = database_.begin();
  if (!tx) return problem(tx.error());
  const auto record = vault_.record(*tx, document, *view, {store::Role::portal, "http"});
  if (!record) return problem(record.error());
  if (const auto kept = tx->commit(); !kept) return problem(kept.error());
  return {.status = 200,
          .content_type = "application/json",
          .body = std::string(record->reveal(Purpose::record)) + "\n",
          .headers = {}};
}

HttpResponse Api::show_stats() const {
  auto at = database_.read();
  if (!at) return problem(at.error());
  const auto counts = queue_.counts(*at);
  if (!counts) return problem(counts.error());
  return answer({{"jobs", to_json(*counts)}});
}

HttpResponse Api::show_readiness() const {
  auto at = database_.read();
  return at ? answer({{"status", "ready"}}) : problem(at.error());
}

}  // namespace tamis::ingest
