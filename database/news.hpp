#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <stop_token>

namespace tamis::database {

/// Wakes those who wait. Safe between threads.
class News {
 public:
  void tell() {
    {
      const std::scoped_lock lock(mutex_);
      ++told_;
    }
    condition_.notify_all();
  }

  void wait(std::stop_token stop, std::chrono::milliseconds time) {
    std::unique_lock lock(mutex_);
    const std::uint64_t before = told_;
    condition_.wait_for(lock, stop, time, [&] { return told_ != before; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any condition_;
  std::uint64_t told_ = 0;
};

}  // namespace tamis::database
