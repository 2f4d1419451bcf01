#pragma once

#include <chrono>
#include <cstddef>
#include <string>

namespace tamis::cli {

/// Shows how far long work has come: a bar with rate and time left on a terminal, a line every ten seconds elsewhere.
/// Writes to standard error only. Not safe between threads.
class Progress {
 public:
  /// Silent where `total` is less than two.
  Progress(std::string what, std::size_t total);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void advance();

 private:
  using SteadyClock = std::chrono::steady_clock;
  void show(SteadyClock::time_point now);

  std::string what_;
  std::size_t total_, done_ = 0;
  bool terminal_;
  SteadyClock::time_point start_, shown_;
};

}  // namespace tamis::cli
