#include "parsers/helper/helper_pool.hpp"

#include "parsers/helper/helper_process.hpp"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace tamis::parsers {
namespace {

/// The protections without which a document could hurt more than itself.
constexpr std::array essential{Protection::no_foreign_files, Protection::no_written_files, Protection::no_new_processes,
                               Protection::no_network, Protection::filtered_system_calls};

}  // namespace

bool HelperPool::Check::bearable() const {
  return in_force || std::ranges::find(essential, protection) == essential.end();
}

/// The free helpers, and the thread that starts new ones: a helper ends with the thread that started it, so that must
/// be one that lives as long as the pool.
struct HelperPool::Helpers {
  using Helper = std::unique_ptr<HelperProcess>;

  std::filesystem::path program;
  mutable std::mutex mutex;
  std::condition_variable_any changed;
  std::deque<Helper> free;  // a null stands for one that could not be started
  int wanted;               // to be started
  std::jthread starter;

  Helpers(std::filesystem::path path, int size)
      : program(std::move(path)), wanted(size), starter([this](const std::stop_token& stop) { start_wanted(stop); }) {}

  void start_wanted(const std::stop_token& stop) {
    std::unique_lock lock(mutex);
    while (changed.wait(lock, stop, [this] { return wanted > 0; })) {
      --wanted;
      lock.unlock();
      auto started = HelperProcess::start(program);
      lock.lock();
      free.push_back(started ? std::move(*started) : nullptr);
      changed.notify_all();
    }
  }

  Helper take() {
    std::unique_lock lock(mutex);
    for (;;) {
      changed.wait(lock, [this] { return !free.empty(); });
      Helper helper = std::move(free.front());
      free.pop_front();
      if (!helper || helper->fit()) return helper;
      replace_locked();
    }
  }

  void give_back(Helper helper) {
    const bool fit = helper && helper->fit();
    if (!fit) helper.reset();
    const std::lock_guard lock(mutex);
    if (fit) {
      free.push_back(std::move(helper));
      changed.notify_all();
    } else {
      replace_locked();
    }
  }

  void replace_locked() {
    ++wanted;
    changed.notify_all();
  }
};

HelperPool::HelperPool(std::unique_ptr<Helpers> helpers) : helpers_(std::move(helpers)) {}
HelperPool::~HelperPool() = default;

Result<std::unique_ptr<HelperPool>> HelperPool::start(const std::filesystem::path& program, int size, Walls walls) {
  std::unique_ptr<HelperPool> pool(new HelperPool(std::make_unique<Helpers>(program, size)));
  std::unique_lock lock(pool->helpers_->mutex);
  const auto& free = pool->helpers_->free;
  pool->helpers_->changed.wait(lock, [&] { return std::cmp_greater_equal(free.size(), size); });
  const bool all_started = std::ranges::all_of(free, [](const auto& each) { return each != nullptr; });
  lock.unlock();
  if (!all_started) return fail(ErrorCode::helper_unavailable, Stage::extract);
  if (walls == Walls::as_available) return pool;
  const auto checks = pool->self_test();
  if (!checks) return std::unexpected(checks.error());
  if (!std::ranges::all_of(*checks, &Check::bearable)) return fail(ErrorCode::sandbox_missing, Stage::extract);
  return pool;
}

Result<Document> HelperPool::extract(std::span<const std::byte> bytes, const Limits& limits) {
  auto helper = helpers_->take();
  auto document =
      helper ? helper->read(bytes, limits) : Result<Document>(fail(ErrorCode::helper_unavailable, Stage::extract));
  helpers_->give_back(std::move(helper));
  return document;
}

Result<std::vector<Enclosure>> HelperPool::unpack(std::span<const std::byte> bytes, const Limits& limits) {
  auto helper = helpers_->take();
  auto enclosures = helper ? helper->unpack(bytes, limits)
                           : Result<std::vector<Enclosure>>(fail(ErrorCode::helper_unavailable, Stage::extract));
  helpers_->give_back(std::move(helper));
  return enclosures;
}

Result<Picture> HelperPool::picture(std::span<const std::byte> bytes, const PictureOrder& order) {
  auto helper = helpers_->take();
  auto picture =
      helper ? helper->picture(bytes, order) : Result<Picture>(fail(ErrorCode::helper_unavailable, Stage::extract));
  helpers_->give_back(std::move(helper));
  return picture;
}

Result<std::vector<HelperPool::Check>> HelperPool::self_test() {
  auto helper = helpers_->take();
  auto answer =
      helper ? helper->test_protections() : Result<std::string>(fail(ErrorCode::helper_unavailable, Stage::extract));
  helpers_->give_back(std::move(helper));
  if (!answer) return std::unexpected(answer.error());
  std::vector<Check> checks;
  for (std::size_t i = 0; i < answer->size(); ++i) {
    checks.push_back({static_cast<Protection>(i), (*answer)[i] == 1});
  }
  return checks;
}

std::vector<pid_t> HelperPool::helper_ids() const {
  const std::lock_guard lock(helpers_->mutex);
  std::vector<pid_t> ids;
  for (const auto& helper : helpers_->free) {
    if (helper) ids.push_back(helper->id());
  }
  return ids;
}

std::filesystem::path helper_program() {
  return std::filesystem::read_symlink("/proc/self/exe").parent_path() / "tamis-helper";
}

}  // namespace tamis::parsers
