#pragma once

#include <chrono>

namespace tamis {

using TimePoint = std::chrono::sys_time<std::chrono::milliseconds>;

/// The time of day, as an interface, so that "one year later" is a test and not a wait. Safe between threads.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual TimePoint now() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] TimePoint now() const override {
    return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  }
};

/// A clock for tests; moves only when told. Not safe between threads while it is moved.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(TimePoint start) : now_(start) {}
  [[nodiscard]] TimePoint now() const override { return now_; }
  void advance(std::chrono::milliseconds by) { now_ += by; }

 private:
  TimePoint now_;
};

}  // namespace tamis
