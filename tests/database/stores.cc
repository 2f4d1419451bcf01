#include "tests/database/stores.hpp"

#include <libpq-fe.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <memory>
#include <stdexcept>

namespace tamis {

PostgresqlServer& PostgresqlServer::shared() {
  static PostgresqlServer server;
  return server;
}

PostgresqlServer::PostgresqlServer() {
  std::array<int, 2> orders{}, answers{};
  if (::pipe2(orders.data(), O_CLOEXEC) != 0 || ::pipe2(answers.data(), O_CLOEXEC) != 0)
    throw std::runtime_error("no pipe");
  process_ = ::fork();
  if (process_ == 0) {
    // Signals to the test's group are not for the server: it ends when the pipe does.
    ::setsid();
    ::dup2(orders[0], STDIN_FILENO);
    ::dup2(answers[1], STDOUT_FILENO);
    const char* const program = TAMIS_SOURCE_DIR "/tests/database/serve_postgresql";
    ::execl(program, program, "-c fsync=off", nullptr);
    ::_exit(127);
  }
  ::close(orders[0]);
  ::close(answers[1]);
  orders_ = orders[1];
  answers_ = answers[0];
  const std::string ready = read_line();
  if (!ready.starts_with("ready ")) throw std::runtime_error("PostgreSQL does not start; is it installed?");
  folder_ = ready.substr(6);
}

PostgresqlServer::~PostgresqlServer() {
  ::close(orders_);
  ::waitpid(process_, nullptr, 0);
  ::close(answers_);
}

std::string PostgresqlServer::read_line() const {
  std::string line;
  for (char byte = 0; ::read(answers_, &byte, 1) == 1 && byte != '\n';) line += byte;
  return line;
}

std::string PostgresqlServer::address_of(const std::string& database) const {
  return "postgresql:///" + database + "?host=" + folder_ + "&user=tamis";
}

void PostgresqlServer::execute(const std::string& sql) const {
  const std::unique_ptr<PGconn, void (*)(PGconn*)> connection(PQconnectdb(address_of("postgres").c_str()), PQfinish);
  const std::unique_ptr<PGresult, void (*)(PGresult*)> done(PQexec(connection.get(), sql.c_str()), PQclear);
  if (PQresultStatus(done.get()) != PGRES_COMMAND_OK) throw std::runtime_error("the server does not do: " + sql);
}

std::string PostgresqlServer::create_database() {
  const std::string name = "test_" + std::to_string(++databases_);
  execute("CREATE DATABASE " + name);
  return address_of(name);
}

std::string PostgresqlServer::bytes_at_rest() const {
  execute("CHECKPOINT");
  std::string bytes;
  for (const char* part : {"/data/base", "/data/pg_wal"}) {
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder_ + part)) {
      if (entry.is_regular_file()) bytes += read_file(entry.path());
    }
  }
  return bytes;
}

void PostgresqlServer::order(const std::string& verb) {
  const std::string line = verb + '\n';
  if (::write(orders_, line.data(), line.size()) != static_cast<ssize_t>(line.size()) || read_line() != verb) {
    throw std::runtime_error("the server does not obey");
  }
}

TemporaryStore::TemporaryStore(StoreKind kind)
    : kind_(kind),
      address_(kind == StoreKind::sqlite ? (folder_ / "tamis.db").string()
                                         : PostgresqlServer::shared().create_database()) {}

std::string TemporaryStore::bytes_at_rest() const {
  if (kind_ == StoreKind::postgresql) return PostgresqlServer::shared().bytes_at_rest();
  std::string bytes;
  for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) bytes += read_file(entry.path());
  return bytes;
}

std::string name_of(const testing::TestParamInfo<StoreKind>& kind) {
  return kind.param == StoreKind::sqlite ? "sqlite" : "postgresql";
}

}  // namespace tamis
