#include "cli/commands/command.hpp"

#include "cli/service.hpp"
#include "core/json.hpp"
#include "ingest/reviews.hpp"

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include <functional>
#include <iostream>

namespace tamis::cli {
namespace {

const store::Actor officer{store::Role::officer, "cli"};

struct ReviewOptions {
  StoreOptions store;
  std::int64_t document = 0;
  std::size_t limit = 100;
  std::string by, reason;

  [[nodiscard]] DocumentId id() const { return static_cast<DocumentId>(document); }
};

using Act = std::function<int(const ingest::Reviews&, const ReviewOptions&)>;

int print(const Result<boost::json::value>& told) {
  if (!told) return tell(told.error());
  std::cout << print_json(*told, JsonStyle::indented) << '\n';
  return exit_done;
}

int list(const ingest::Reviews& reviews, const ReviewOptions& options) { return print(reviews.list(options.limit)); }

int show(const ingest::Reviews& reviews, const ReviewOptions& options) { return print(reviews.show(options.id())); }

Act decide(store::Verdict verdict) {
  return [verdict](const ingest::Reviews& reviews, const ReviewOptions& options) {
    const auto done = reviews.decide(options.id(), {verdict, options.by, CandidateText(options.reason), {}}, officer);
    if (!done) return tell(done.error());
    std::cout << "document " << options.document
              << (verdict == store::Verdict::release ? " is screened again, and clients see it if that finds the same\n"
                                                     : " is shown to no client\n");
    return static_cast<int>(exit_done);
  };
}

CLI::App* add_verb(CLI::App& group, const std::string& name, const std::string& description,
                   const std::shared_ptr<ReviewOptions>& options, int& status, Act act) {
  CLI::App* verb = group.add_subcommand(name, description);
  options->store.add_to(*verb);
  verb->callback([options, &status, act = std::move(act)] {
    const auto service = Service::open(options->store);
    status = service ? act(ingest::Reviews((*service)->database, (*service)->queue, (*service)->vault), *options)
                     : tell(service.error());
  });
  return verb;
}

}  // namespace

void add_review(CLI::App& program, int& status) {
  auto options = std::make_shared<ReviewOptions>();
  CLI::App* review = program.add_subcommand("review", "Look at what could not be cleared, and release or refuse it");
  review->require_subcommand(1);
  review->footer(
      "A document waits where a page could not be read, its language is not known, or the policy holds what was "
      "found.\n"
      "A release holds for as long as screening finds the same; a refusal until somebody releases the document.\n\n"
      "  tamis review list\n"
      "  tamis findings list 17\n"
      "  tamis review release 17 --by anna --reason \"page 2 is a blank sheet\"");
  add_verb(*review, "list", "The documents that wait, with the reasons", options, status, list)
      ->add_option("--limit", options->limit, "At most so many")
      ->check(CLI::Range(1, 10000))
      ->capture_default_str();
  const auto one = [&](const std::string& name, const std::string& description, Act act) {
    CLI::App* verb = add_verb(*review, name, description, options, status, std::move(act));
    verb->add_option("document", options->document, "The document's number")->required();
    return verb;
  };
  one("show", "Why one document waits, and every verdict about it", show);
  for (const store::Verdict verdict : {store::Verdict::release, store::Verdict::refuse}) {
    const bool release = verdict == store::Verdict::release;
    CLI::App* verb =
        one(std::string(to_name(verdict)), release ? "Clients may see it" : "No client ever sees it", decide(verdict));
    verb->add_option("--by", options->by, "The account of the person who looked")->required();
    verb->add_option("--reason", options->reason, "Why")->required();
  }
}

}  // namespace tamis::cli
