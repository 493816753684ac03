# SPDX-License-Identifier: GPL-3.0-or-later
# Target headroom_rdkafka: the system's librdkafka when it is new enough, else a pinned static build inside the build
# folder, made once and shared by all presets.
pkg_check_modules(SYSTEM_RDKAFKA IMPORTED_TARGET QUIET rdkafka>=2.3)
add_library(headroom_rdkafka INTERFACE)
if(SYSTEM_RDKAFKA_FOUND)
    target_link_libraries(headroom_rdkafka INTERFACE PkgConfig::SYSTEM_RDKAFKA)
    message(STATUS "librdkafka ${SYSTEM_RDKAFKA_VERSION} of the system")
else()
    set(HEADROOM_DEPS_DIR ${CMAKE_SOURCE_DIR}/build/deps CACHE PATH "Where pinned dependencies are built")
    set(rdkafka_dir ${HEADROOM_DEPS_DIR}/librdkafka)
    set(rdkafka_flags "")
    if(HEADROOM_SANITIZE STREQUAL thread) # instrumented too: what orders our threads by way of the library must be seen
        set(rdkafka_dir ${HEADROOM_DEPS_DIR}/librdkafka-tsan)
        set(rdkafka_flags "-fsanitize=thread -O1")
    endif()
    execute_process(COMMAND ${CMAKE_CURRENT_LIST_DIR}/get-librdkafka ${rdkafka_dir} "${rdkafka_flags}" COMMAND_ERROR_IS_FATAL ANY)
    find_package(OpenSSL REQUIRED)
    find_package(ZLIB REQUIRED)
    find_package(CURL REQUIRED)
    pkg_check_modules(RDKAFKA_NEEDS REQUIRED IMPORTED_TARGET libzstd liblz4 libsasl2)
    target_include_directories(headroom_rdkafka SYSTEM INTERFACE ${rdkafka_dir}/include)
    target_link_libraries(headroom_rdkafka INTERFACE ${rdkafka_dir}/lib/librdkafka.a PkgConfig::RDKAFKA_NEEDS
        CURL::libcurl OpenSSL::SSL OpenSSL::Crypto ZLIB::ZLIB Threads::Threads ${CMAKE_DL_LIBS} m)
    message(STATUS "librdkafka pinned build in ${rdkafka_dir}")
endif()
