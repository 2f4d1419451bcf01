#include "cli/progress.hpp"

#include <unistd.h>

#include <cstdio>

namespace tamis::cli {

using namespace std::chrono_literals;

Progress::Progress(std::string what, std::size_t total)
    : what_(std::move(what)),
      total_(total),
      terminal_(isatty(STDERR_FILENO) == 1),
      start_(SteadyClock::now()),
      shown_(start_) {}

Progress::~Progress() {
  if (terminal_ && done_ > 0 && total_ > 1) std::fputs("\r\033[K", stderr);
}

void Progress::advance() {
  ++done_;
  const auto now = SteadyClock::now();
  const auto pause = terminal_ ? 100ms : 10'000ms;
  if (total_ < 2 || (now - shown_ < pause && done_ < total_)) return;
  if (!terminal_ && done_ == total_) return;
  shown_ = now;
  show(now);
}

void Progress::show(SteadyClock::time_point now) {
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const double rate = seconds > 0 ? static_cast<double>(done_) / seconds : 0;
  const double left = rate > 0 ? static_cast<double>(total_ - done_) / rate : 0;
  static constexpr int width = 30;
  const int filled = static_cast<int>(width * done_ / total_);
  const std::string bar =
      std::string(static_cast<std::size_t>(filled), '#') + std::string(width - static_cast<std::size_t>(filled), '.');
  std::fprintf(stderr, "%s%s [%s] %zu/%zu  %.1f/s  %.0f s left%s", terminal_ ? "\r" : "", what_.c_str(), bar.c_str(),
               done_, total_, rate, left, terminal_ ? "\033[K" : "\n");
  std::fflush(stderr);
}

}  // namespace tamis::cli
