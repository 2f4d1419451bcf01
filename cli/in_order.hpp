#pragma once

#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <thread>
#include <vector>

namespace tamis::cli {

/// Calls `make(i)` for each i below `count` on `threads` threads and `take(i, result)` on this one, in the order of i,
/// as soon as each is its turn. At most a few results per thread wait, so that memory stays bounded.
template <class Make, class Take>
void in_order(std::size_t count, std::size_t threads, Make make, Take take) {
  using Made = decltype(make(std::size_t{}));
  struct Slot {
    bool ready = false;
    Made made{};
  };
  const std::size_t window = threads * 8;
  std::vector<Slot> slots(window);
  std::mutex mutex;
  std::condition_variable changed;
  std::size_t next = 0, taken = 0;

  const auto work = [&] {
    for (;;) {
      std::size_t mine = 0;
      {
        std::unique_lock lock(mutex);
        changed.wait(lock, [&] { return next >= count || next < taken + window; });
        if (next >= count) return;
        mine = next++;
      }
      Made made = make(mine);
      {
        const std::lock_guard lock(mutex);
        slots[mine % window] = {true, std::move(made)};
      }
      changed.notify_all();
    }
  };

  std::vector<std::jthread> workers;
  for (std::size_t i = 0; i < threads; ++i) workers.emplace_back(work);
  for (std::size_t i = 0; i < count; ++i) {
    Made made{};
    {
      std::unique_lock lock(mutex);
      Slot& slot = slots[i % window];
      changed.wait(lock, [&] { return slot.ready; });
      made = std::move(slot.made);
      slot.ready = false;
      taken = i + 1;
    }
    changed.notify_all();
    take(i, std::move(made));
  }
}

}  // namespace tamis::cli
