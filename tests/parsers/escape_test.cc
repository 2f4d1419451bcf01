#include "parsers/helper/helper_pool.hpp"
#include "parsers/helper/protocol.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

/// What code can do that has taken over a helper: a helper with a hole tries it, and each attempt must fail for the
/// reason that is meant to stop it.
namespace tamis::parsers {
namespace {

namespace fs = std::filesystem;

const fs::path holed_helper = fs::path(TAMIS_BINARY_DIR) / "tamis-helper-with-a-hole";

/// The name of the error that the attempt met, "done", or the code of the error that its document got.
std::string outcome_of(std::string_view attempt, const Limits& limits = {}) {
  const auto pool = HelperPool::start(holed_helper, 1);
  if (!pool) return "no helper";
  const auto document = (*pool)->extract(std::as_bytes(std::span(attempt)), limits);
  if (!document) return std::string(to_name(document.error().code));
  return std::string(document->pages.at(0).blocks.at(0).lines.at(0).words.at(0).text.reveal(Purpose::extraction));
}

std::string own_id() { return std::to_string(getpid()); }

}  // namespace

TEST(Escape, NoFileIsOpened) {
  const fs::path secret = fs::path(testing::TempDir()) / "secret_of_another_document";
  std::ofstream(secret) << "secret";
  fs::permissions(secret, fs::perms::all);
  EXPECT_EQ(outcome_of("read " + secret.string()), "EACCES");
  EXPECT_EQ(outcome_of("read /etc/passwd"), "EACCES");
  EXPECT_EQ(outcome_of("read /proc/self/maps"), "EACCES");
  EXPECT_EQ(outcome_of("read /"), "EACCES");
  fs::remove(secret);
}

TEST(Escape, NoFileIsWritten) {
  const fs::path file = fs::path(testing::TempDir()) / "written_by_a_helper";
  EXPECT_EQ(outcome_of("write " + file.string()), "EACCES");
  EXPECT_FALSE(fs::exists(file));
  EXPECT_EQ(outcome_of("write /usr/lib/written_by_a_helper"), "EACCES");
}

TEST(Escape, NobodyIsReachedOverTheNetwork) {
  const Descriptor listener(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  ASSERT_EQ(bind(listener.get(), reinterpret_cast<sockaddr*>(&address), length), 0);
  ASSERT_EQ(listen(listener.get(), 1), 0);
  ASSERT_EQ(getsockname(listener.get(), reinterpret_cast<sockaddr*>(&address), &length), 0);
  EXPECT_EQ(outcome_of("connect " + std::to_string(ntohs(address.sin_port))), "EACCES");
}

TEST(Escape, NoProcessIsMade) {
  EXPECT_EQ(outcome_of("multiply"), "EPERM");
  EXPECT_EQ(outcome_of("run_program"), "forbidden_call");
}

TEST(Escape, NoMemoryIsTakenBeyondTheLimit) { EXPECT_EQ(outcome_of("allocate 4294967296"), "ENOMEM"); }

TEST(Escape, NoLimitIsLifted) { EXPECT_EQ(outcome_of("lift_limit"), "EPERM"); }

TEST(Escape, NoTimeIsTakenBeyondTheLimit) {
  Limits limits;
  limits.cpu_seconds = 1;
  EXPECT_EQ(outcome_of("spin", limits), "out_of_time");
}

TEST(Escape, TheServiceIsNotSignalledTracedOrRead) {
  EXPECT_EQ(outcome_of("signal " + own_id()), "forbidden_call");
  EXPECT_EQ(outcome_of("trace " + own_id()), "forbidden_call");
  EXPECT_EQ(
      outcome_of("read_process " + own_id() + " " + std::to_string(reinterpret_cast<std::uintptr_t>(&holed_helper))),
      "forbidden_call");
  EXPECT_EQ(outcome_of("read /proc/" + own_id() + "/mem"), "EACCES");
}

TEST(Escape, TheDocumentOfAnotherHelperIsNotRead) {
  const auto other = HelperPool::start(holed_helper, 1);
  ASSERT_TRUE(other.has_value());
  const std::string id = std::to_string((*other)->helper_ids().front());
  EXPECT_EQ(outcome_of("read /proc/" + id + "/mem"), "EACCES");
  EXPECT_EQ(outcome_of("read /proc/" + id + "/fd/3"), "EACCES");
  EXPECT_EQ(outcome_of("trace " + id), "forbidden_call");
  EXPECT_EQ((*other)->helper_ids().size(), 1u);
}

}  // namespace tamis::parsers
