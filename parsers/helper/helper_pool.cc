#include "parsers/helper/helper_pool.hpp"

namespace tamis::parsers {

struct HelperPool::Helpers {};

HelperPool::HelperPool(std::unique_ptr<Helpers> helpers) : helpers_(std::move(helpers)) {}
HelperPool::~HelperPool() = default;

Result<std::unique_ptr<HelperPool>> HelperPool::start(const std::filesystem::path&, int) {
  return std::unique_ptr<HelperPool>(new HelperPool(std::make_unique<Helpers>()));
}

Result<Document> HelperPool::extract(std::span<const std::byte>, const Limits&) {
  return fail(ErrorCode::helper_unavailable, Stage::extract);
}

}  // namespace tamis::parsers
