#include "tests/journey/journey.hpp"
#include "tests/journey/http.hpp"
#include "tests/parsers/office_files.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <signal.h>

#include <chrono>
#include <filesystem>
#include <random>
#include <set>
#include <thread>

/// The whole way, through the real program: a real server, real workers and helpers, a real store.
namespace tamis::journey {
namespace {

namespace fs = std::filesystem;
ON_EVERY_STORE(StoreJourney);
using namespace std::chrono_literals;

/// A mail as programs send it: a few words, and a driver's CV attached.
std::string mail_with_cv() {
  return "From: ada@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n"
         "--b\nContent-Type: text/plain\n\nDear all, here is my CV.\n"
         "--b\nContent-Type: text/plain; name=cv.txt\n\n" +
         contents(sample("docs/driver-en.txt")) + "\n--b--\n";
}

TEST_P(StoreJourney, AnUploadBecomesARecordWithItsViews) {
  auto server = serve();
  const std::uint16_t port = port_of(*server);
  const std::string body = contents(sample("docs/nurse-fr.pdf"));
  const Answer taken = request(port, "POST", "/v1/documents?subject=person-1&name=cv.pdf", body, "application/pdf");
  ASSERT_EQ(taken.status, 202) << taken.body;
  const auto ticket = json(taken.body);
  const auto job = wait_for(port, ticket.at("job").as_int64());
  ASSERT_EQ(job.at("state").as_string(), "done");

  const std::string record = std::string(ticket.at("links").at("record").as_string());
  const auto full = json(request(port, "GET", record + "?view=full").body);
  const std::string name(full.at("profile").at("basics").at("name").as_string());
  EXPECT_FALSE(name.empty());
  EXPECT_FALSE(full.at("findings").as_array().empty());

  const std::string anonymous = request(port, "GET", record).body;
  EXPECT_EQ(anonymous.find(name), std::string::npos);
  for (const auto& finding : full.at("findings").as_array()) {
    const auto* text = finding.as_object().if_contains("text");
    if (text == nullptr) continue;
    EXPECT_EQ(anonymous.find(std::string(text->as_string())), std::string::npos);
  }
}

TEST_P(StoreJourney, TheSameUploadTwiceIsOneDocument) {
  auto server = serve();
  const std::uint16_t port = port_of(*server);
  const std::string body = contents(sample("docs/driver-en.txt"));
  const auto first = json(request(port, "POST", "/v1/documents?subject=7", body, "text/plain").body);
  wait_for(port, first.at("job").as_int64());
  const Answer again = request(port, "POST", "/v1/documents?subject=7", body, "text/plain");
  EXPECT_EQ(again.status, 200);
  EXPECT_EQ(json(again.body).at("document"), first.at("document"));
  EXPECT_EQ(json(again.body).at("job"), first.at("job"));
  EXPECT_EQ(jobs().size(), 1U);
}

TEST_F(Journey, AFormCarriesTheFileAndItsSubject) {
  auto server = serve();
  const std::uint16_t port = port_of(*server);
  const std::string form =
      "--edge\r\nContent-Disposition: form-data; name=\"subject\"\r\n\r\nperson-9\r\n"
      "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"cv.txt\"\r\nContent-Type: "
      "text/plain\r\n\r\n" +
      contents(sample("docs/cleaner-nl.txt")) + "\r\n--edge--\r\n";
  const Answer taken = request(port, "POST", "/v1/documents", form, "multipart/form-data; boundary=edge");
  ASSERT_EQ(taken.status, 202) << taken.body;
  EXPECT_EQ(wait_for(port, json(taken.body).at("job").as_int64()).at("state").as_string(), "done");
}

TEST_F(Journey, EachBadRequestGetsItsNamedError) {
  auto server = serve();
  const std::uint16_t port = port_of(*server);
  const auto code = [&](const Answer& answer) { return std::string(json(answer.body).at("code").as_string()); };
  EXPECT_EQ(code(request(port, "POST", "/v1/documents", "some bytes", "text/plain")), "missing_subject");
  EXPECT_EQ(code(request(port, "POST", "/v1/documents?subject=1", "", "text/plain")), "empty");
  EXPECT_EQ(code(request(port, "POST", "/v1/documents", "no form", "multipart/form-data; boundary=x")), "bad_request");
  EXPECT_EQ(code(request(port, "GET", "/v1/jobs/99")), "unknown_job");
  EXPECT_EQ(code(request(port, "GET", "/v1/jobs/many")), "unknown_job");
  EXPECT_EQ(code(request(port, "GET", "/v1/documents/1/record?view=all")), "unknown_view");
  EXPECT_EQ(code(request(port, "GET", "/v1/documents/99/record")), "unknown_document");
  EXPECT_EQ(code(request(port, "DELETE", "/v1/documents")), "not_allowed");
  EXPECT_EQ(code(request(port, "GET", "/v2")), "unknown_route");
  EXPECT_EQ(request(port, "GET", "/v2").content_type, "application/problem+json");
}

TEST_F(Journey, AmbiguousRequestsAreRefusedAndNobodyElseNotices) {
  auto server = serve();
  const std::uint16_t port = port_of(*server);
  const std::string line = "POST /v1/documents?subject=1 HTTP/1.1\r\n";
  const std::vector<std::string> malformed{
      line + "Host: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      line + "Host: a\r\nTransfer-Encoding: gzip\r\n\r\n",
      line + "Content-Length: 3\r\n\r\nabc",
      line + "Host: a\r\nHost: b\r\nContent-Length: 3\r\n\r\nabc",
      "POST /v1/documents HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      line + "Host: a\r\nX: " + std::string(20000, 'x') + "\r\n\r\n",
      line + "Host: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nTrailer: " + std::string(70000, 'x') + "\r\n\r\n",
      "\x16\x03\x01 not http at all\r\n\r\n",
  };
  for (const std::string& bytes : malformed) {
    const std::string answer = send_raw(port, bytes);
    EXPECT_TRUE(answer.empty() || answer.starts_with("HTTP/1.1 4")) << answer;
  }
  EXPECT_EQ(request(port, "GET", "/healthz").status, 200U);
}

TEST_F(Journey, BadFilesGetTheirErrorsAndTheOthersAreParsed) {
  fs::create_directories(folder_ / "nothing");
  const Ran ran = run({program, "parse", (folder_ / "missing.pdf").string(), (folder_ / "nothing").string(),
                       write("none.pdf", ""), sample("hostile/archive.pdf"), sample("hostile/locked.pdf"),
                       sample("hostile/noise.txt"), sample("docs/driver-en.txt")});
  EXPECT_EQ(ran.status, 1);
  const auto records = lines(ran.output);
  ASSERT_EQ(records.size(), 7U);
  const std::vector<std::string> expected{"not_found", "no_documents", "empty", "mismatched_container",
                                          "encrypted", "unsupported"};
  for (std::size_t i = 0; i < expected.size(); ++i) {
    ASSERT_TRUE(records[i].as_object().contains("error")) << i;
    EXPECT_EQ(records[i].at("error").at("code").as_string(), expected[i]) << i;
  }
  EXPECT_FALSE(records[6].as_object().contains("error"));
}

TEST_F(Journey, AMailIsParsedWithItsAttachments) {
  const std::string mail = write("mail.eml", mail_with_cv());
  const auto records = lines(run({program, "parse", mail}).output);
  ASSERT_EQ(records.size(), 2U);
  EXPECT_EQ(records[0].at("document").at("name").as_string(), "mail.eml");
  EXPECT_EQ(records[1].at("document").at("name").as_string(), "mail.eml/cv.txt");
  EXPECT_TRUE(records[1].at("profile").at("basics").as_object().contains("name"));
}

TEST_P(StoreJourney, EachDocumentOfAnUploadIsTakenByItselfAndOnce) {
  auto server = serve();
  const std::uint16_t port = port_of(*server);
  const std::string cv = contents(sample("docs/nurse-de.odt"));
  const std::string archive = parsers::testing::make_zip({{"a/nurse.odt", cv}, {"mail.eml", mail_with_cv()}});
  const auto send = [&] {
    return request(port, "POST", "/v1/documents?subject=1&name=all.zip", archive, "application/zip");
  };
  const Answer taken = send();
  EXPECT_EQ(taken.status, 202);
  const auto documents = json(taken.body).at("documents").as_array();
  ASSERT_EQ(documents.size(), 3U);
  for (const auto& document : documents) {
    EXPECT_FALSE(document.at("existed").as_bool());
    EXPECT_EQ(wait_for(port, document.at("job").as_int64()).at("state").as_string(), "done");
  }
  const std::string record(documents[0].at("links").at("record").as_string());
  EXPECT_EQ(json(request(port, "GET", record + "?view=full").body).at("document").at("name").as_string(),
            "all.zip/a/nurse.odt");
  const Answer again = send();
  EXPECT_EQ(again.status, 200);
  for (std::size_t i = 0; i < documents.size(); ++i) {
    EXPECT_EQ(json(again.body).at("documents").at(i).at("document"), documents[i].at("document"));
  }
}

TEST_F(Journey, AnUploadThatHoldsOneDocumentIsThatDocument) {
  auto server = serve();
  const std::uint16_t port = port_of(*server);
  const std::string cv = contents(sample("docs/nurse-de.odt"));
  const Answer bare = request(port, "POST", "/v1/documents?subject=1", cv, "application/octet-stream");
  const std::string archive = parsers::testing::make_zip({{"nurse.odt", cv}});
  const Answer packed = request(port, "POST", "/v1/documents?subject=1", archive, "application/zip");
  EXPECT_EQ(packed.status, 200);
  EXPECT_EQ(json(packed.body).at("document"), json(bare.body).at("document"));
}

TEST_P(StoreJourney, EachDocumentOfAnArchiveIsImportedByItselfAndOnce) {
  const std::string cv = contents(sample("docs/driver-en.txt"));
  const parsers::testing::Members members{{"march/driver.txt", cv},
                                          {"nurse.odt", contents(sample("docs/nurse-de.odt"))},
                                          {"mail.eml", mail_with_cv()},
                                          {"locked.pdf", contents(sample("hostile/locked.pdf"))}};
  const std::string archive = write("archive.zip", parsers::testing::make_zip(members));
  const std::string driver = write("driver.txt", cv);
  EXPECT_EQ(run({program, "import", driver, "--store", store()}).status, 0);

  const std::vector<std::string> import{program, "import", archive, "--store", store(), "--table"};
  const Ran first = run(import);
  EXPECT_EQ(first.status, 0);
  EXPECT_NE(first.output.find("4 taken, 1 known already, 0 refused"), std::string::npos)
      << "a file is the same person's, packed or not\n"
      << first.output;
  for (const char* name : {"archive.zip/march/driver.txt", "archive.zip/nurse.odt", "archive.zip/mail.eml/text.txt",
                           "archive.zip/mail.eml/cv.txt", "archive.zip/locked.pdf"}) {
    EXPECT_NE(first.output.find(name), std::string::npos) << name;
  }
  std::multiset<std::string> ends;
  for (const auto& job : jobs()) ends.emplace(job.at("state").as_string());
  EXPECT_EQ(ends, (std::multiset<std::string>{"dead", "done", "done", "done", "done"}));
  EXPECT_NE(run(import).output.find("0 taken, 5 known already, 0 refused"), std::string::npos);
}

TEST_F(Journey, TwiceTheSameRunGivesTheSameBytes) {
  const std::vector<std::string> files{sample("docs/nurse-fr.pdf"),  sample("docs/teacher-en.docx"),
                                       sample("docs/driver-en.txt"), sample("docs/welder-de.pdf"),
                                       sample("docs/nurse-de.odt"),  sample("docs/farmer-fr.png")};
  std::vector<std::string> once{program, "parse", "--text", "--jobs", "1"};
  std::vector<std::string> twice{program, "parse", "--text", "--jobs", "2"};
  once.insert(once.end(), files.begin(), files.end());
  twice.insert(twice.end(), files.begin(), files.end());
  const std::string first = run(once).output;
  EXPECT_EQ(lines(first).size(), files.size());
  EXPECT_EQ(run(once).output, first);
  EXPECT_EQ(run(twice).output, first);
}

TEST_F(Journey, EachStepCanBeSeenAndADocumentStartsAgainFromItsJson) {
  const std::string cv = sample("docs/driver-en.txt");
  const Ran document = run({program, "parse", "--after", "document", cv});
  EXPECT_TRUE(lines(document.output).front().as_object().contains("pages"));
  EXPECT_TRUE(lines(run({program, "parse", "--after", "text", cv}).output).front().as_object().contains("folded"));
  EXPECT_TRUE(lines(run({program, "parse", "--after", "profile", cv}).output).front().as_object().contains("basics"));
  EXPECT_FALSE(lines(run({program, "parse", "--after", "findings", cv}).output).front().as_array().empty());

  const auto whole = lines(run({program, "parse", cv}).output).front();
  const auto resumed =
      lines(run({program, "parse", "--from", "document", write("cv.json", document.output)}).output).front();
  EXPECT_EQ(resumed.at("profile"), whole.at("profile"));
  EXPECT_EQ(resumed.at("findings"), whole.at("findings"));
}

TEST_F(Journey, AFindingIsExplainedWithoutItsWordsUnlessTheyAreAskedFor) {
  const std::string cv = write("cv.txt",
                               "Robin Muster\nrobin@example.org\n\nDivers\n\nRQTH renouvelée en 2022\n\n"
                               "Wyrażam zgodę na przetwarzanie moich danych (ustawa z dnia 29.08.1997).\n");
  const std::string records = write("records.ndjson", run({program, "parse", "--text", cv}).output + "no record\n");
  const Ran masked = run({program, "explain", records});
  EXPECT_EQ(masked.status, 1) << "the second line is no record";
  for (const char* part : {"health (gdpr-9), stated by the candidate", "fr.health.disability-status",
                           "a consent clause (pl)", "29 sierpnia 1997", "no longer in force"}) {
    EXPECT_NE(masked.output.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(masked.output.find("renouvelée"), std::string::npos);
  EXPECT_EQ(masked.output.find("cv.txt"), std::string::npos);
  EXPECT_NE(run({program, "explain", "--reveal", records}).output.find("RQTH renouvelée"), std::string::npos);
  EXPECT_NE(run({program, "explain", "--help"}).output.find("--reveal"), std::string::npos);
}

TEST_P(StoreJourney, AnImportIsToldInATableAndNotDoneTwice) {
  const std::vector<std::string> import{program,
                                        "import",
                                        sample("docs/driver-en.txt"),
                                        sample("hostile/locked.pdf"),
                                        (folder_ / "missing.pdf").string(),
                                        "--store",
                                        store(),
                                        "--table"};
  const Ran first = run(import);
  EXPECT_EQ(first.status, 1);
  EXPECT_NE(first.output.find("Mary-Kate Garside"), std::string::npos);
  EXPECT_NE(first.output.find("encrypted"), std::string::npos);
  EXPECT_NE(first.output.find("not_found"), std::string::npos);
  EXPECT_EQ(jobs().size(), 2U);
  EXPECT_NE(run(import).output.find("0 taken, 2 known already, 1 refused"), std::string::npos);
  EXPECT_EQ(jobs().size(), 2U);
}

TEST_P(StoreJourney, AnOperatorSeesWhyAJobIsDeadAndRetriesIt) {
  EXPECT_EQ(run({program, "import", sample("hostile/locked.pdf"), "--store", store()}).status, 0);
  const Ran dead = run({program, "jobs", "list", "--state", "dead", "--store", store()});
  ASSERT_EQ(lines(dead.output).size(), 1U);
  EXPECT_EQ(lines(dead.output).front().at("error").at("code").as_string(), "encrypted");

  EXPECT_EQ(run({program, "jobs", "cancel", "1", "--store", store()}).status, 1);
  EXPECT_EQ(run({program, "jobs", "retry", "1", "--store", store()}).status, 0);
  EXPECT_EQ(jobs().front().at("state").as_string(), "available");
  EXPECT_EQ(run({program, "jobs", "hold", "1", "--store", store()}).status, 0);
  EXPECT_EQ(run({program, "jobs", "release", "1", "--store", store()}).status, 0);
  EXPECT_EQ(run({program, "work", "--drain", "--store", store()}).status, 0);
  const auto shown = json(run({program, "jobs", "show", "1", "--store", store()}).output);
  EXPECT_EQ(shown.at("state").as_string(), "dead");
  EXPECT_EQ(shown.at("history").as_array().size(), 2U);
  EXPECT_EQ(run({program, "jobs", "stats", "--store", store()}).output, "import\tdead\t1\n");
  EXPECT_EQ(run({program, "jobs", "show", "2", "--store", store()}).status, 1);
}

TEST_P(StoreJourney, AFullQueueSaysSoBeforeBytesAreTaken) {
  EXPECT_EQ(run({program, "jobs", "pause", "portal", "--store", store()}).status, 0);
  Process server({program, "serve", "--store", store(), "--listen", "127.0.0.1:0", "--max-waiting", "1"});
  const std::uint16_t port = port_of(server);
  const std::string body = contents(sample("docs/driver-en.txt"));
  EXPECT_EQ(request(port, "POST", "/v1/documents?subject=1", body, "text/plain").status, 202U);
  const std::string answer = send_raw(port,
                                      "POST /v1/documents?subject=2 HTTP/1.1\r\nHost: a\r\nContent-Type: "
                                      "text/plain\r\nContent-Length: 1000000\r\n\r\n");
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 429")) << answer;
  EXPECT_NE(answer.find("queue_full"), std::string::npos);
  EXPECT_NE(answer.find("Retry-After"), std::string::npos);
  EXPECT_EQ(jobs().size(), 1U);
  EXPECT_EQ(run({program, "jobs", "sources", "--store", store()}).output, "portal\tpaused\tno limit\n");
  EXPECT_EQ(run({program, "jobs", "limit", "portal", "--per-minute", "600", "--store", store()}).status, 0);
  EXPECT_EQ(run({program, "jobs", "resume", "portal", "--store", store()}).status, 0);
  EXPECT_EQ(wait_for(port, 1).at("state").as_string(), "done");
  EXPECT_EQ(run({program, "jobs", "sources", "--store", store()}).output, "portal\topen\t600 a minute\n");
  EXPECT_EQ(run({program, "jobs", "prune", "--older-than", "0", "--store", store()}).output, "1 jobs forgotten\n");
  EXPECT_TRUE(jobs().empty());
}

TEST_P(StoreJourney, TheDoctorFindsNothingMissingHere) {
  EXPECT_EQ(run({program, "doctor", "--store", store()}).status, 0);
}

TEST_F(Journey, AnUnknownOptionIsBadUsage) {
  EXPECT_EQ(run({program, "parse", "--loudly", "cv.pdf"}).status, 2);
  EXPECT_EQ(run({program}).status, 2);
}

TEST_F(Journey, AKilledHelperIsAnErrorOfItsDocumentAlone) {
  auto server = serve();
  const std::uint16_t port = port_of(*server);
  const auto slow =
      json(request(port, "POST", "/v1/documents?subject=1", contents(sample("docs/farmer-fr.png")), "image/png").body);
  const std::string job = "/v1/jobs/" + std::to_string(slow.at("job").as_int64());
  while (json(request(port, "GET", job).body).at("state").as_string() == "available") std::this_thread::sleep_for(5ms);
  std::this_thread::sleep_for(100ms);
  for (const pid_t helper : server->children()) kill(helper, SIGKILL);
  const auto ended = wait_for(port, slow.at("job").as_int64());
  EXPECT_EQ(ended.at("state").as_string(), "dead");
  EXPECT_EQ(ended.at("error").at("code").as_string(), "helper_crashed");

  const auto next =
      json(request(port, "POST", "/v1/documents?subject=2", contents(sample("docs/driver-en.txt")), "text/plain").body);
  EXPECT_EQ(wait_for(port, next.at("job").as_int64()).at("state").as_string(), "done");
}

TEST_P(StoreJourney, KilledAtAnyMomentEveryDocumentEndsStoredOnceOrDeadWithAReason) {
  const std::vector<std::string> names{"driver-en.txt", "nurse-fr.pdf",   "teacher-en.docx", "nurse-de.odt",
                                       "welder-de.pdf", "cleaner-nl.txt", "cleaner-es.rtf",  "developer-pl.pdf"};
  std::set<std::int64_t> documents;
  {
    auto server = serve();
    const std::uint16_t port = port_of(*server);
    std::mt19937 random(20261124);
    for (std::size_t i = 0; i < names.size(); ++i) {
      const auto ticket = json(request(port, "POST", "/v1/documents?subject=" + std::to_string(i),
                                       contents(sample("docs/" + names[i])), "application/octet-stream")
                                   .body);
      documents.insert(ticket.at("document").as_int64());
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 100));
    server->signal(SIGKILL);
    server->wait();
    for (int round = 0; round < 8; ++round) {
      Process worker({program, "work", "--store", store(), "--jobs", "2"});
      std::this_thread::sleep_for(std::chrono::milliseconds(100 + random() % 600));
      worker.signal(SIGKILL);
      worker.wait();
    }
  }
  EXPECT_EQ(run({program, "work", "--store", store(), "--drain"}).status, 0);
  std::set<std::int64_t> seen;
  for (const auto& job : jobs()) {
    EXPECT_TRUE(seen.insert(job.at("document").as_int64()).second);
    const auto state = job.at("state").as_string();
    EXPECT_TRUE(state == "done" || state == "dead") << state;
    if (state != "dead") continue;
    EXPECT_EQ(job.at("error").at("code").as_string(), "crashed_repeatedly");
  }
  EXPECT_EQ(seen, documents);

  auto server = serve();
  const std::uint16_t port = port_of(*server);
  for (const auto& job : jobs()) {
    if (job.at("state").as_string() != "done") continue;
    const std::string record = "/v1/documents/" + std::to_string(job.at("document").as_int64()) + "/record?view=full";
    EXPECT_EQ(request(port, "GET", record).status, 200U);
  }
}

TEST_P(StoreJourney, ATerminatedWorkerFinishesWhatItHolds) {
  auto server = serve();
  const std::uint16_t port = port_of(*server);
  const auto ticket = json(
      request(port, "POST", "/v1/documents?subject=1", contents(sample("docs/nurse-fr.pdf")), "application/pdf").body);
  while (json(request(port, "GET", "/v1/jobs/" + std::to_string(ticket.at("job").as_int64())).body)
             .at("state")
             .as_string() == "available") {
    std::this_thread::sleep_for(1ms);
  }
  server->signal(SIGTERM);
  EXPECT_EQ(server->wait(), 0);
  ASSERT_EQ(jobs().size(), 1U);
  EXPECT_EQ(jobs().front().at("state").as_string(), "done");
}

TEST_F(Journey, AWorkerOutlivesItsDatabaseServer) {
  const TemporaryStore shared(StoreKind::postgresql);
  Process server({program, "serve", "--store", shared.address(), "--listen", "127.0.0.1:0", "--jobs", "2"});
  const std::uint16_t port = port_of(server);
  std::vector<std::int64_t> tickets;
  for (const char* name : {"docs/nurse-fr.pdf", "docs/driver-en.txt", "docs/nurse-de.odt", "docs/teacher-en.docx"}) {
    const Answer taken = request(port, "POST", "/v1/documents?subject=" + std::string(name), contents(sample(name)),
                                 "application/octet-stream");
    ASSERT_EQ(taken.status, 202) << taken.body;
    tickets.push_back(json(taken.body).at("job").as_int64());
    PostgresqlServer::shared().order("restart");
  }
  for (const std::int64_t job : tickets) EXPECT_EQ(wait_for(port, job).at("state").as_string(), "done");
  server.signal(SIGTERM);
  EXPECT_EQ(server.wait(), 0);
}

TEST_F(Journey, AWorkerThatIsToldToStopDoesNotWaitForItsDatabaseForEver) {
  const TemporaryStore shared(StoreKind::postgresql);
  Process server({program, "serve", "--store", shared.address(), "--listen", "127.0.0.1:0"});
  port_of(server);
  PostgresqlServer::shared().order("stop");
  server.signal(SIGTERM);
  EXPECT_EQ(server.wait(), 0);
  PostgresqlServer::shared().order("start");
}

}  // namespace
}  // namespace tamis::journey
