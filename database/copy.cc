#include "database/engine.hpp"

#include <algorithm>
#include <utility>

namespace tamis::database {
namespace {

constexpr std::int64_t page_rows = 500;
constexpr std::size_t batch_bytes = 8 << 20;

/// How many rows, and the sum of their digests: the same for the same rows in any order.
struct Contents {
  std::int64_t rows = 0;
  std::uint64_t digest = 0;
  bool operator==(const Contents&) const = default;
};

void mix(std::uint64_t& digest, std::string_view bytes) {
  for (const char c : bytes) digest = (digest ^ static_cast<unsigned char>(c)) * 0x100000001b3;
}

void count(Contents& contents, const Row& row) {
  std::uint64_t digest = 0xcbf29ce484222325;
  for (const Row::Value& value : row.values()) {
    const auto* number = std::get_if<std::int64_t>(&value);
    const auto* bytes = std::get_if<std::string>(&value);
    mix(digest, number != nullptr ? std::to_string(*number) : bytes != nullptr ? *bytes : std::string("null"));
    mix(digest, {"\0", 1});
  }
  ++contents.rows;
  contents.digest += digest;
}

std::string list(const std::vector<std::string>& names) {
  std::string text;
  for (const std::string& name : names) text += (text.empty() ? "\"" : ", \"") + name + '"';
  return text;
}

std::string marks(std::size_t count) {
  std::string text = "?";
  while (--count > 0) text += ", ?";
  return text;
}

/// What is made by the migrations and by triggers is not copied.
bool is_content(const Table& table) { return table.name != "migration" && table.name != "job_counter"; }

Result<std::vector<Table>> contents_of(Session& session) {
  auto tables = session.tables();
  if (tables) std::erase_if(*tables, [](const Table& table) { return !is_content(table); });
  return tables;
}

std::vector<Parameter> parameters_of(const Row& row, const Table& table) {
  std::vector<Parameter> parameters;
  for (std::size_t i = 0; i < row.values().size(); ++i) {
    const Row::Value& value = row.values()[i];
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      parameters.emplace_back(*number);
    } else if (const auto* bytes = std::get_if<std::string>(&value)) {
      parameters.push_back(table.blobs[i] ? Parameter(Blob{*bytes}) : Parameter(*bytes));
    } else {
      parameters.emplace_back(nullptr);
    }
  }
  return parameters;
}

/// Reads a table page by page in the order of its key.
class Reader {
 public:
  Reader(Session& session, const Table& table) : session_(session), table_(table) {}

  /// Empty at the end.
  Result<Rows> next() {
    std::string sql = "SELECT " + list(table_.columns) + " FROM \"" + table_.name + '"';
    std::vector<Parameter> parameters;
    if (last_) {
      sql += " WHERE (" + list(table_.key) + ") > (" + marks(table_.key.size()) + ")";
      const std::vector<Parameter> row = parameters_of(*last_, table_);
      for (const std::string& key : table_.key) {
        parameters.push_back(
            row[static_cast<std::size_t>(std::ranges::find(table_.columns, key) - table_.columns.begin())]);
      }
    }
    parameters.emplace_back(page_rows);
    auto answer = session_.execute(sql + " ORDER BY " + list(table_.key) + " LIMIT ?", parameters);
    if (!answer) return std::unexpected(answer.error());
    if (!answer->rows.empty()) last_ = answer->rows.back();
    return std::move(answer->rows);
  }

 private:
  Session& session_;
  const Table& table_;
  std::optional<Row> last_;
};

std::size_t size_of(const Row& row) {
  std::size_t size = 0;
  for (const Row::Value& value : row.values()) {
    if (const auto* bytes = std::get_if<std::string>(&value)) size += bytes->size();
  }
  return size;
}

/// Writes rows in transactions of a bearable size.
class Writer {
 public:
  Writer(Engine& engine, const Table& table)
      : engine_(engine),
        table_(table),
        sql_("INSERT INTO \"" + table.name + "\" (" + list(table.columns) + ") VALUES (" + marks(table.columns.size()) +
             ")") {}

  Result<void> write(const Row& row) {
    if (!session_) {
      auto begun = engine_.begin(Access::write);
      if (!begun) return std::unexpected(begun.error());
      session_ = std::move(*begun);
      bytes_ = 0;
    }
    const auto written = session_->execute(sql_, parameters_of(row, table_));
    if (!written) return std::unexpected(written.error());
    bytes_ += size_of(row);
    return bytes_ < batch_bytes ? Result<void>() : commit();
  }
  Result<void> commit() {
    if (!session_) return {};
    const auto session = std::move(session_);
    return session->commit();
  }

 private:
  Engine& engine_;
  const Table& table_;
  const std::string sql_;
  std::unique_ptr<Session> session_;
  std::size_t bytes_ = 0;
};

Result<Contents> copy_table(Session& from, Engine& to, const Table& table) {
  Contents contents;
  Reader reader(from, table);
  Writer writer(to, table);
  for (;;) {
    const auto rows = reader.next();
    if (!rows) return std::unexpected(rows.error());
    if (rows->empty()) break;
    for (const Row& row : *rows) {
      if (const auto written = writer.write(row); !written) return std::unexpected(written.error());
      count(contents, row);
    }
    if (const auto kept = writer.commit(); !kept) return std::unexpected(kept.error());
  }
  return contents;
}

Result<Contents> read_table(Session& session, const Table& table) {
  Contents contents;
  Reader reader(session, table);
  for (;;) {
    const auto rows = reader.next();
    if (!rows) return std::unexpected(rows.error());
    if (rows->empty()) return contents;
    for (const Row& row : *rows) count(contents, row);
  }
}

Result<void> expect_empty(Engine& engine) {
  const auto session = engine.begin(Access::read);
  if (!session) return std::unexpected(session.error());
  const auto tables = contents_of(**session);
  if (!tables) return std::unexpected(tables.error());
  for (const Table& table : *tables) {
    const auto row = (*session)->execute("SELECT 1 FROM \"" + table.name + "\" LIMIT 1", {});
    if (!row) return std::unexpected(row.error());
    if (!row->rows.empty()) return fail(ErrorCode::store_not_empty, Stage::store);
  }
  return {};
}

/// So that no number is given twice, though the rows that had the highest may be gone.
Result<void> continue_numbers(Session& from, Engine& to, const Table& table) {
  const auto last = from.last_id(table.name);
  if (!last || *last == 0) return last ? Result<void>() : std::unexpected(last.error());
  const auto session = to.begin(Access::write);
  if (!session) return std::unexpected(session.error());
  if (const auto set = (*session)->set_last_id(table.name, *last); !set) return set;
  return (*session)->commit();
}

Result<void> compare(Engine& engine, const Table& table, const Contents& expected) {
  const auto session = engine.begin(Access::read);
  if (!session) return std::unexpected(session.error());
  const auto found = read_table(**session, table);
  if (!found) return std::unexpected(found.error());
  return *found == expected ? Result<void>() : fail(ErrorCode::copy_differs, Stage::store);
}

}  // namespace

std::vector<Table> to_tables(const Rows& rows) {
  std::vector<Table> tables;
  for (const Row& row : rows) {
    if (tables.empty() || tables.back().name != row.bytes(0)) tables.push_back({row.bytes(0), {}, {}, {}});
    Table& table = tables.back();
    table.columns.push_back(row.bytes(1));
    if (row.integer(2) != 0) table.key.push_back(row.bytes(1));
    table.blobs.push_back(row.integer(3) != 0);
  }
  return tables;
}

Result<std::int64_t> copy(Engine& from, Engine& to) {
  if (const auto empty = expect_empty(to); !empty) return std::unexpected(empty.error());
  const auto session = from.begin(Access::read);
  if (!session) return std::unexpected(session.error());
  const auto tables = contents_of(**session);
  if (!tables) return std::unexpected(tables.error());
  std::int64_t rows = 0;
  for (const Table& table : *tables) {
    const auto contents = copy_table(**session, to, table);
    if (!contents) return std::unexpected(contents.error());
    if (const auto continued = continue_numbers(**session, to, table); !continued)
      return std::unexpected(continued.error());
    if (const auto same = compare(to, table, *contents); !same) return std::unexpected(same.error());
    rows += contents->rows;
  }
  return rows;
}

}  // namespace tamis::database
