#define _GNU_SOURCE
#include "SanitizedMutex.h"

#if defined(__has_feature) && __has_feature(thread_sanitizer)

#include <dlfcn.h>
#include <stdint.h>

extern void __tsan_acquire(void *address);
extern void __tsan_release(void *address);

// `_MutexHandle._lockSlow(UInt32)` and `_unlockSlow()`, named and called as Swift does.
#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"
#define SWIFT __attribute__((swiftcall, no_sanitize("thread")))
#define HANDLE __attribute__((swift_context)) void *handle

typedef __attribute__((swiftcall)) void (*LockSlow)(uint32_t thread, HANDLE);
typedef __attribute__((swiftcall)) void (*UnlockSlow)(HANDLE);

static LockSlow real_lock_slow;
static UnlockSlow real_unlock_slow;

__attribute__((constructor)) static void find_real(void) {
    real_lock_slow = (LockSlow)dlsym(RTLD_NEXT, LOCK_SLOW);
    real_unlock_slow = (UnlockSlow)dlsym(RTLD_NEXT, UNLOCK_SLOW);
}

SWIFT void lock_slow(uint32_t thread, HANDLE) __asm__(LOCK_SLOW);
SWIFT void lock_slow(uint32_t thread, HANDLE) {
    real_lock_slow(thread, handle);
    __tsan_acquire(handle);
}

SWIFT void unlock_slow(HANDLE) __asm__(UNLOCK_SLOW);
SWIFT void unlock_slow(HANDLE) {
    __tsan_release(handle);
    real_unlock_slow(handle);
}

#endif
