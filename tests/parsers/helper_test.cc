#include "core/wire.hpp"
#include "parsers/helper/helper_pool.hpp"
#include "tests/parsers/pdf_writer.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <random>
#include <thread>

namespace tamis::parsers {
namespace {

const std::filesystem::path program = std::filesystem::path(TAMIS_BINARY_DIR) / "tamis-helper";

std::span<const std::byte> bytes_of(std::string_view text) { return std::as_bytes(std::span(text)); }

std::unique_ptr<HelperPool> start_pool(int size) {
  auto pool = HelperPool::start(program, size);
  EXPECT_TRUE(pool.has_value());
  return std::move(*pool);
}

std::size_t open_descriptors() {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& entry : std::filesystem::directory_iterator("/proc/self/fd")) ++count;
  return count;
}

/// Waits for the state that `pool` reaches when all its helpers are free again.
std::vector<pid_t> ids_when_whole(const HelperPool& pool, std::size_t size) {
  std::vector<pid_t> ids = pool.helper_ids();
  while (ids.size() < size) {
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
    ids = pool.helper_ids();
  }
  return ids;
}

constexpr std::string_view short_text = "Ada Example\n\nExperience\nEngineer, Example Works, 2019 - 2021\n";

}  // namespace

TEST(HelperPool, ReadsWhatTheInlineExtractorReads) {
  auto pool = start_pool(1);
  const auto inside = make_inline_extractor()->extract(bytes_of(short_text), {});
  const auto outside = pool->extract(bytes_of(short_text), {});
  EXPECT_EQ(outside, inside);
}

TEST(HelperPool, UnpacksWhatTheInlineExtractorUnpacks) {
  constexpr std::string_view mail =
      "From: ada@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\n"
      "Content-Type: text/plain; name=cv.txt\n\nAda Example\n--b--\n";
  auto pool = start_pool(1);
  const auto inside = make_inline_extractor()->unpack(bytes_of(mail), {});
  ASSERT_TRUE(inside && inside->size() == 1);
  EXPECT_EQ(pool->unpack(bytes_of(mail), {}), inside);
  EXPECT_TRUE(pool->unpack(bytes_of(short_text), {})->empty());
}

TEST(HelperPool, PassesOnTheErrorOfADocument) {
  auto pool = start_pool(1);
  const auto document = pool->extract(bytes_of(std::string_view("\x7f"
                                                                "ELF\0\1\2\3\4\5\6\7",
                                                                12)),
                                      {});
  ASSERT_FALSE(document.has_value());
  EXPECT_EQ(document.error().code, ErrorCode::unsupported);
}

TEST(HelperPool, DrawsLettersOfFontsThatTheFileDoesNotHold) {
  test::PdfWriter pdf;
  for (int line = 0; line < 8; ++line) {
    pdf.draw("BT /F1 14 Tf 0 1 -1 0 " + std::to_string(100 + 30 * line) +
             " 100 Tm (Keeper of the lighthouse and of its garden) Tj ET");
  }
  auto pool = start_pool(1);
  const auto document = pool->extract(bytes_of(pdf.bytes()), {});
  ASSERT_TRUE(document.has_value()) << to_name(document.error().code);
  EXPECT_EQ(document->pages.front().origin, Origin::ocr);
}

TEST(HelperPool, SaysWhenTheProgramCannotBeStarted) {
  for (const char* wrong : {"/nonexistent/helper", "/bin/true"}) {
    const auto pool = HelperPool::start(wrong, 1);
    ASSERT_FALSE(pool.has_value()) << wrong;
    EXPECT_EQ(pool.error().code, ErrorCode::helper_unavailable);
  }
}

TEST(HelperPool, ReplacesAHelperThatDiedWhileFree) {
  auto pool = start_pool(2);
  for (const pid_t id : pool->helper_ids()) {
    kill(id, SIGKILL);
    siginfo_t dead{};
    waitid(P_PID, static_cast<id_t>(id), &dead, WEXITED | WNOWAIT);
  }
  const auto expected = make_inline_extractor()->extract(bytes_of(short_text), {});
  EXPECT_EQ(pool->extract(bytes_of(short_text), {}), expected);
  EXPECT_EQ(pool->extract(bytes_of(short_text), {}), expected);
}

TEST(HelperPool, NamesTheSignalOfAHelperThatDiedOverADocument) {
  auto pool = start_pool(1);
  const pid_t victim = pool->helper_ids().front();
  kill(victim, SIGSTOP);
  std::thread killer([&] {
    while (!pool->helper_ids().empty()) std::this_thread::yield();
    kill(victim, SIGKILL);
  });
  const auto document = pool->extract(bytes_of(short_text), {});
  killer.join();
  ASSERT_FALSE(document.has_value());
  EXPECT_EQ(document.error(), (Error{ErrorCode::helper_crashed, Stage::extract, {}, {{Measure::signal, SIGKILL}}}));
  EXPECT_NE(ids_when_whole(*pool, 1).front(), victim);
}

TEST(HelperPool, StopsAHelperThatHangs) {
  auto pool = start_pool(1);
  const pid_t victim = pool->helper_ids().front();
  kill(victim, SIGSTOP);
  Limits limits;
  limits.wall_seconds = 1;
  const auto document = pool->extract(bytes_of(short_text), limits);
  ASSERT_FALSE(document.has_value());
  EXPECT_EQ(document.error(), (Error{ErrorCode::out_of_time, Stage::extract, {}, {{Measure::seconds, 1}}}));
  EXPECT_EQ(kill(victim, 0), -1);
  EXPECT_EQ(ids_when_whole(*pool, 1).size(), 1u);
}

#ifndef TAMIS_SANITIZED
TEST(HelperPool, HoldsADocumentToItsMemory) {
  auto pool = start_pool(1);
  const std::string long_text(8 << 20, 'x');
  Limits limits;
  limits.memory_bytes = 1 << 20;
  const auto document = pool->extract(bytes_of(long_text), limits);
  ASSERT_FALSE(document.has_value());
  EXPECT_EQ(document.error().code, ErrorCode::out_of_memory);
  EXPECT_TRUE(pool->extract(bytes_of(short_text), {}).has_value());
}
#endif

TEST(HelperPool, HoldsTheAnswerToItsLength) {
  auto pool = start_pool(1);
  Limits limits;
  limits.result_bytes = 16;
  const auto document = pool->extract(bytes_of(short_text), limits);
  ASSERT_FALSE(document.has_value());
  EXPECT_EQ(document.error().code, ErrorCode::result_too_large);
}

TEST(HelperPool, ServesManyThreads) {
  auto pool = start_pool(2);
  const auto expected = make_inline_extractor()->extract(bytes_of(short_text), {});
  std::vector<std::jthread> callers;
  std::atomic<int> right = 0;
  for (int i = 0; i < 8; ++i) {
    callers.emplace_back([&] {
      for (int k = 0; k < 20; ++k) right += pool->extract(bytes_of(short_text), {}) == expected ? 1 : 0;
    });
  }
  callers.clear();
  EXPECT_EQ(right, 160);
}

TEST(HelperPool, OutlivesTheThreadsThatCallIt) {
  auto pool = start_pool(1);
  std::thread([&] {
    kill(pool->helper_ids().front(), SIGKILL);
    (void)pool->extract(bytes_of(short_text), {});
  }).join();
  const auto before = ids_when_whole(*pool, 1);
  EXPECT_TRUE(pool->extract(bytes_of(short_text), {}).has_value());
  EXPECT_EQ(pool->helper_ids(), before);
}

TEST(HelperPool, LeaksNoDescriptorsAndNoProcesses) {
  const std::size_t before = open_descriptors();
  {
    auto pool = start_pool(1);
    (void)pool->extract(bytes_of(short_text), {});
    const std::size_t after_one = open_descriptors();
    for (int i = 0; i < 200; ++i) (void)pool->extract(bytes_of(short_text), {});
    EXPECT_EQ(open_descriptors(), after_one);
  }
  EXPECT_EQ(open_descriptors(), before);
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
}

TEST(HelperPool, ReplacesAHelperAfterManyDocuments) {
  auto pool = start_pool(1);
  const pid_t first = pool->helper_ids().front();
  for (int i = 0; i < 600; ++i) ASSERT_TRUE(pool->extract(bytes_of(short_text), {}).has_value());
  EXPECT_NE(ids_when_whole(*pool, 1).front(), first);
}

TEST(HelperPool, RefusesAHelperWithoutWallsUnlessToldOtherwise) {
  const auto unconfined = program.parent_path() / "tamis-helper-without-walls";
  const auto refused = HelperPool::start(unconfined, 1);
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::sandbox_missing);
  const auto taken = HelperPool::start(unconfined, 1, Walls::as_available);
  ASSERT_TRUE(taken.has_value());
  EXPECT_TRUE((*taken)->extract(bytes_of(short_text), {}).has_value());
}

TEST(HelperPool, FindsItsProtectionsInForce) {
  auto pool = start_pool(1);
  const auto checks = pool->self_test();
  ASSERT_TRUE(checks.has_value());
  for (const auto& check : *checks) {
#ifdef TAMIS_SANITIZED
    if (check.protection == Protection::bounded_memory) continue;
#endif
    EXPECT_TRUE(check.in_force) << to_name(check.protection);
  }
}

TEST(Channel, TakesNoMoreThanTheLimitWhateverIsAnnounced) {
  int ends[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
  const Channel reader{Descriptor(ends[0])};
  const Descriptor writer(ends[1]);
  const std::string announced("\x02\xff\xff\xff\xff", 5);
  ASSERT_EQ(write(writer.get(), announced.data(), announced.size()), 5);
  const auto frame = reader.receive(1 << 20);
  ASSERT_FALSE(frame.has_value());
  EXPECT_EQ(frame.error(), Silence::too_large);
}

TEST(Channel, NamesEverySilence) {
  int ends[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
  const Channel reader{Descriptor(ends[0])};
  Descriptor writer(ends[1]);
  EXPECT_EQ(reader.receive(64, Clock::now()).error(), Silence::late);
  ASSERT_EQ(write(writer.get(), "\xee\0\0\0\0", 5), 5);
  EXPECT_EQ(reader.receive(64).error(), Silence::malformed);
  writer = {};
  EXPECT_EQ(reader.receive(64).error(), Silence::closed);
}

TEST(Channel, SurvivesGarbage) {
  std::mt19937 random(7);
  for (int round = 0; round < 2000; ++round) {
    int ends[2];
    ASSERT_EQ(socketpair(AF_UNIX, SOCK_STREAM, 0, ends), 0);
    const Channel reader{Descriptor(ends[0])};
    std::string garbage(random() % 64, '\0');
    for (char& each : garbage) each = static_cast<char>(random() % 4 == 0 ? random() : random() % 6);
    {
      const Descriptor writer(ends[1]);
      ASSERT_EQ(write(writer.get(), garbage.data(), garbage.size()), std::ssize(garbage));
    }
    while (const auto frame = reader.receive(64)) {
      EXPECT_LE(frame->bytes.size(), 64u);
      (void)decode<Document>(frame->bytes);
      (void)decode<Error>(frame->bytes);
    }
  }
}

}  // namespace tamis::parsers
