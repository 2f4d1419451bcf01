#include "tests/journey/http.hpp"
#include "tests/journey/journey.hpp"

#include <gtest/gtest.h>
#include <boost/json.hpp>

#include <signal.h>

#include <filesystem>

/// An operator backs up, moves and checks a store, and changes its master key, with the real program.
namespace tamis::journey {
namespace {

class StoreKeeping : public StoreJourney {
 protected:
  static Ran tamis(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), program);
    return run(arguments);
  }
  void import_some() {
    EXPECT_EQ(tamis({"import", sample("docs/driver-en.txt"), sample("docs/nurse-fr.pdf"), "--store", store()}).status,
              0);
  }
  static std::string whole(const Ran& verified) {
    EXPECT_EQ(verified.status, 0);
    EXPECT_NE(verified.output.find("2 subjects, 12 seals opened, 0 subjects do not open"), std::string::npos)
        << verified.output;
    const std::string head = verified.output.substr(verified.output.rfind(' ') + 1);
    return head.substr(0, head.size() - 1);
  }
};
ON_EVERY_STORE(StoreKeeping);

TEST_P(StoreKeeping, ABackupIsOneFileThatEitherKindOfStoreIsRestoredFrom) {
  import_some();
  const std::string file = (folder_ / "backup.db").string();
  EXPECT_EQ(tamis({"backup", file, "--store", store()}).status, 0);
  EXPECT_EQ(tamis({"backup", file, "--store", store()}).status, 1) << "a backup is never replaced";
  EXPECT_FALSE(std::filesystem::exists(file + "-wal"));
  const std::string head = whole(tamis({"verify", "--store", store()}));
  for (const StoreKind kind : {StoreKind::sqlite, StoreKind::postgresql}) {
    const TemporaryStore restored(kind);
    EXPECT_EQ(tamis({"restore", file, "--store", restored.address()}).status, 0);
    EXPECT_EQ(whole(tamis({"verify", "--store", restored.address(), "--anchor", head})), head);
    EXPECT_EQ(tamis({"restore", file, "--store", restored.address()}).status, 1) << "only into an empty store";
    EXPECT_EQ(tamis({"jobs", "stats", "--store", restored.address()}).output, "import\tdone\t2\n");
  }
}

TEST_P(StoreKeeping, AStoreMovesToPostgresqlAndGoesOn) {
  import_some();
  const TemporaryStore moved(StoreKind::postgresql);
  EXPECT_EQ(tamis({"store", "copy", store(), moved.address()}).status, 0);
  const Ran again = tamis({"import", sample("docs/driver-en.txt"), "--store", moved.address()});
  EXPECT_NE(again.output.find("0 taken, 1 known already"), std::string::npos) << again.output;
}

TEST_P(StoreKeeping, AMasterKeyIsReplacedUnderARunningServer) {
  auto server = serve();
  const std::uint16_t port = port_of(*server);
  const auto upload = [&](const std::string& subject) {
    const Answer taken =
        request(port, "POST", "/v1/documents?subject=" + subject, contents(sample("docs/driver-en.txt")), "text/plain");
    const auto ticket = json(taken.body);
    EXPECT_EQ(wait_for(port, ticket.at("job").as_int64()).at("state").as_string(), "done");
    return std::string(ticket.at("links").at("record").as_string());
  };
  const std::string before = upload("1");
  const std::string old_key = contents((folder_ / "master.key").string());
  EXPECT_EQ(tamis({"keys", "rotate", "--store", store()}).output, "3 keys wrapped anew\n");
  EXPECT_EQ(tamis({"keys", "retire", "--store", store()}).status, 0);
  const std::string after = upload("2");
  for (const std::string& record : {before, after}) EXPECT_EQ(request(port, "GET", record + "?view=full").status, 200U);
  const std::string new_key = contents((folder_ / "master.key").string());
  EXPECT_EQ(new_key.size(), old_key.size());
  EXPECT_NE(new_key, old_key);
  whole(tamis({"verify", "--store", store(), "--master-key", "command:cat " + (folder_ / "master.key").string()}));
}

TEST_P(StoreKeeping, APersonGetsEverythingThatIsKeptOfThem) {
  import_some();
  const auto found = json(tamis({"subject", "find", "import", "driver-en", "--store", store()}).output);
  const std::string subject = std::to_string(found.at("subject").as_int64());
  const std::string document = std::to_string(found.at("documents").as_array().front().as_int64());
  const std::string folder = (folder_ / "dossier").string();
  EXPECT_EQ(tamis({"subject", "export", subject, folder, "--store", store()}).status, 0);
  EXPECT_EQ(tamis({"subject", "export", subject, folder, "--store", store()}).status, 1) << "nothing is written over";
  EXPECT_EQ(contents(folder + "/document-" + document + ".txt"), contents(sample("docs/driver-en.txt")));
  const auto about = json(contents(folder + "/about.json"));
  EXPECT_EQ(about.at("reference").as_string(), "driver-en");
  const auto& told = about.at("documents").as_array().front();
  EXPECT_EQ(told.at("history").as_array().front().at("action").as_string(), "received");
  const auto resume = json(contents(folder + "/" + std::string(told.at("resume").as_string())));
  EXPECT_TRUE(resume.at("basics").as_object().contains("name"));
  EXPECT_FALSE(
      json(contents(folder + "/" + std::string(told.at("record").as_string()))).at("profile").as_object().empty());
  EXPECT_EQ(std::filesystem::status(folder).permissions() & std::filesystem::perms::others_all,
            std::filesystem::perms::none);
  EXPECT_EQ(tamis({"subject", "export", "99", folder + "2", "--store", store()}).status, 1);
}

TEST_P(StoreKeeping, APersonIsErasedWithAReceiptAndNoPartnerBringsThemBack) {
  import_some();
  const auto found = json(tamis({"subject", "find", "import", "driver-en", "--store", store()}).output);
  const std::string subject = std::to_string(found.at("subject").as_int64());
  const auto receipt = json(tamis({"subject", "erase", subject, "--keep-away", "--store", store()}).output);
  EXPECT_EQ(receipt.at("erased").at("key").as_int64(), 1);
  EXPECT_EQ(receipt.at("erased").at("original").as_int64(), 1);
  EXPECT_EQ(receipt.at("erased").at("record").as_int64(), 3);
  EXPECT_EQ(tamis({"subject", "find", "import", "driver-en", "--store", store()}).status, 1);
  const Ran again = tamis({"import", sample("docs/driver-en.txt"), "--store", store()});
  EXPECT_NE(again.output.find("0 taken, 0 known already, 1 refused"), std::string::npos) << again.output;
  EXPECT_EQ(tamis({"retention", "run", "--dry-run", "--store", store()}).output,
            "0 to be forgotten, 0 within thirty days\n");
  EXPECT_EQ(tamis({"retention", "run", "--store", store()}).output, "0 forgotten\n");
  EXPECT_EQ(tamis({"verify", "--store", store()}).status, 0);
}

}  // namespace
}  // namespace tamis::journey
