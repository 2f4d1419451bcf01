# Libraries from outside; each is linked PRIVATE by the one folder that wraps it (docs/architecture.md has the table).
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

function(tamis_find name module)
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET ${module})
endfunction()

find_package(Boost 1.81 REQUIRED COMPONENTS json)

tamis_find(POPPLER poppler)
tamis_find(POPPLER_CPP poppler-cpp)
tamis_find(LIBXML2 libxml-2.0)
tamis_find(LIBZIP libzip)
tamis_find(GSF libgsf-1)
tamis_find(GMIME gmime-3.0)
tamis_find(TESSERACT tesseract)
tamis_find(LEPTONICA lept)
tamis_find(LIBHEIF libheif)
tamis_find(ZXING zxing)
tamis_find(SECCOMP libseccomp)
tamis_find(ICU icu-uc)
tamis_find(RE2 re2)
tamis_find(PANGOCAIRO pangocairo)
tamis_find(QPDF libqpdf)
tamis_find(TURBOJPEG libturbojpeg)
tamis_find(SQLITE sqlite3)
tamis_find(POSTGRESQL libpq)
tamis_find(SODIUM libsodium)
tamis_find(OPENSSL openssl)
tamis_find(SPDLOG spdlog)

# Debian puts OpenCV's CMake package into a metapackage with every module; the three that find faces are enough.
add_library(opencv INTERFACE)
find_path(OPENCV_INCLUDE opencv2/objdetect.hpp REQUIRED PATH_SUFFIXES opencv4)
target_include_directories(opencv SYSTEM INTERFACE ${OPENCV_INCLUDE})
foreach(module core imgproc objdetect)
  find_library(OPENCV_${module} opencv_${module} REQUIRED)
  target_link_libraries(opencv INTERFACE ${OPENCV_${module}})
endforeach()

find_library(CLD2_LIBRARY cld2 REQUIRED)

# libphonenumber's development package wants another Boost than ours, so `./dev` unpacks it aside; its library is
# installed as usual.
find_path(PHONENUMBER_INCLUDE phonenumbers/phonenumberutil.h REQUIRED
          HINTS ${CMAKE_SOURCE_DIR}/build/packages/usr/include)
find_library(PHONENUMBER_LIBRARY NAMES libphonenumber.so.8 REQUIRED)
find_library(PROTOBUF_LIBRARY protobuf REQUIRED)
add_library(phonenumber INTERFACE)
target_include_directories(phonenumber SYSTEM INTERFACE ${PHONENUMBER_INCLUDE})
target_link_libraries(phonenumber INTERFACE ${PHONENUMBER_LIBRARY} ${PROTOBUF_LIBRARY})
