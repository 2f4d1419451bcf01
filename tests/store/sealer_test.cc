#include "store/sealer.hpp"

#include "tests/database/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>

namespace tamis::store {
namespace {

constexpr SealPlace here{"record", 7, "full"};

TEST(Seal, OpensToWhatWasSealed) {
  const SecretKey key = SecretKey::random();
  for (const std::string& plain : {std::string(), std::string("words"), std::string(100'000, '\0')}) {
    EXPECT_EQ(must(open(key, here, seal(key, here, plain))), plain);
  }
}

TEST(Seal, ShowsNothingOfWhatItHolds) {
  const SecretKey key = SecretKey::random();
  EXPECT_EQ(seal(key, here, "kanarienvogel").find("kanarien"), std::string::npos);
  EXPECT_NE(seal(key, here, "same"), seal(key, here, "same"));
}

TEST(Seal, BreaksWhenAnyByteIsChanged) {
  const SecretKey key = SecretKey::random();
  const std::string sealed = seal(key, here, "a few words");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    std::string changed = sealed;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_EQ(code_of(open(key, here, changed)), ErrorCode::seal_broken) << "byte " << i;
  }
}

TEST(Seal, BreaksWhenItIsCutOrExtended) {
  const SecretKey key = SecretKey::random();
  const std::string sealed = seal(key, here, "a few words");
  for (std::size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_EQ(code_of(open(key, here, sealed.substr(0, size))), ErrorCode::seal_broken) << "size " << size;
  }
  EXPECT_EQ(code_of(open(key, here, sealed + '\0')), ErrorCode::seal_broken);
}

TEST(Seal, OpensAtItsOwnPlaceOnly) {
  const SecretKey key = SecretKey::random();
  const std::string sealed = seal(key, here, "words");
  for (const SealPlace& there : {SealPlace{"original", 7, "full"}, SealPlace{"record", 8, "full"},
                                 SealPlace{"record", 7, "client"}, SealPlace{"recor", 7, "dfull"}}) {
    EXPECT_EQ(code_of(open(key, there, sealed)), ErrorCode::seal_broken);
  }
}

TEST(Seal, OpensWithItsOwnKeyOnly) {
  const SecretKey key = SecretKey::random();
  const std::string sealed = seal(key, here, "words");
  EXPECT_EQ(code_of(open(SecretKey::random(), here, sealed)), ErrorCode::seal_broken);
  EXPECT_EQ(code_of(open(key.derive(1), here, sealed)), ErrorCode::seal_broken);
  EXPECT_NE(key.derive(1).bytes(), key.derive(2).bytes());
  EXPECT_EQ(key.derive(1).bytes(), key.derive(1).bytes());
}

TEST(Framed, GivesEachListOfPartsATextOfItsOwn) {
  EXPECT_NE(framed({"ab", "c"}), framed({"a", "bc"}));
  EXPECT_NE(framed({"", "a"}), framed({"a", ""}));
  EXPECT_NE(framed({"1:a"}), framed({"1", "a"}));
}

TEST(MasterKeys, AreReadableByTheirOwnerAlone) {
  const TemporaryFolder folder;
  must(MasterKeys::create(folder / "master.key"));
  struct stat about {};
  ASSERT_EQ(::stat((folder / "master.key").c_str(), &about), 0);
  EXPECT_EQ(about.st_mode & 0777, 0600U);
  must(MasterKeys::load(folder / "master.key"));
  ::chmod((folder / "master.key").c_str(), 0640);
  EXPECT_EQ(code_of(MasterKeys::load(folder / "master.key")), ErrorCode::key_missing);
}

TEST(MasterKeys, AreNeverReplacedByCreating) {
  const TemporaryFolder folder;
  must(MasterKeys::create(folder / "master.key"));
  const std::string before = read_file(folder / "master.key");
  EXPECT_EQ(code_of(MasterKeys::create(folder / "master.key")), ErrorCode::not_allowed);
  EXPECT_EQ(read_file(folder / "master.key"), before);
}

TEST(MasterKeys, RefuseAFileThatIsNotTheirs) {
  const TemporaryFolder folder;
  EXPECT_EQ(code_of(MasterKeys::load(folder / "none")), ErrorCode::key_missing);
  EXPECT_EQ(code_of(MasterKeys::load(folder.path())), ErrorCode::key_missing);
  for (const char* content : {"", "short\n", "zz"}) {
    std::ofstream(folder / "master.key") << content;
    ::chmod((folder / "master.key").c_str(), 0600);
    EXPECT_EQ(code_of(MasterKeys::load(folder / "master.key")), ErrorCode::key_missing) << content;
  }
}

TEST(MasterKeys, UnwrapWhatTheyWrapped) {
  const TemporaryFolder folder;
  must(MasterKeys::create(folder / "master.key"));
  const MasterKeys keys = must(MasterKeys::load(folder / "master.key"));
  const SecretKey key = SecretKey::random();
  const WrappedKey wrapped = keys.wrap(key, here);
  EXPECT_EQ(must(keys.unwrap(wrapped, here)).bytes(), key.bytes());
  EXPECT_EQ(code_of(keys.unwrap(wrapped, {"record", 8, "full"})), ErrorCode::seal_broken);
}

TEST(MasterKeys, WrapWithTheNewestAndUnwrapWithAllWhileTheyAreInUse) {
  const TemporaryFolder folder;
  must(MasterKeys::create(folder / "master.key"));
  const MasterKeys in_use = must(MasterKeys::load(folder / "master.key"));
  const std::string first = in_use.current();
  const SecretKey key = SecretKey::random();
  const WrappedKey old = in_use.wrap(key, here);
  must(MasterKeys::add(folder / "master.key"));
  EXPECT_NE(in_use.current(), first);
  const WrappedKey anew = in_use.wrap(key, here);
  EXPECT_EQ(anew.master_id, in_use.current());
  EXPECT_EQ(must(in_use.unwrap(old, here)).bytes(), key.bytes());
  must(MasterKeys::retire(folder / "master.key"));
  EXPECT_EQ(must(in_use.unwrap(anew, here)).bytes(), key.bytes());
  EXPECT_EQ(code_of(in_use.unwrap(old, here)), ErrorCode::key_missing);
}

TEST(MasterKeys, KeepWhatTheyKnowWhenTheirFileIsDamaged) {
  const TemporaryFolder folder;
  must(MasterKeys::create(folder / "master.key"));
  const MasterKeys keys = must(MasterKeys::load(folder / "master.key"));
  const std::string before = keys.current();
  std::ofstream(folder / "master.key") << "no key";
  EXPECT_EQ(keys.current(), before);
}

TEST(MasterKeys, ComeFromADescriptorOrACommandAsWell) {
  const TemporaryFolder folder;
  must(MasterKeys::create(folder / "master.key"));
  const std::string file = folder / "master.key";
  const std::string expected = must(MasterKeys::load(file)).current();
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  EXPECT_EQ(must(MasterKeys::load("fd:" + std::to_string(descriptor))).current(), expected);
  ::close(descriptor);
  const MasterKeys told = must(MasterKeys::load("command:cat " + file));
  EXPECT_EQ(told.current(), expected);

  must(MasterKeys::add(file));
  const SecretKey key = SecretKey::random();
  const WrappedKey anew = must(MasterKeys::load(file)).wrap(key, here);
  EXPECT_EQ(must(told.unwrap(anew, here)).bytes(), key.bytes()) << "the command is asked again";
}

TEST(MasterKeys, RefuseASourceThatTellsNoKey) {
  for (const char* source : {"fd:", "fd:x", "fd:999", "command:false", "command:echo", "command:echo 12", ""}) {
    EXPECT_EQ(code_of(MasterKeys::load(source)), ErrorCode::key_missing) << source;
  }
}

}  // namespace
}  // namespace tamis::store
