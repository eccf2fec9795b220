// A stand-in for something that may be replaced while others hold on to it.

/** Every property is asked of what `of` gives at that moment. For objects of functions and getters that need no `this`, as the rooms' are. */
export const forwardTo = <T extends object>(of: () => T): T =>
  // As T: it has nothing of its own, and is asked for T's alone.
  new Proxy({} as T, {
    get: (_, name): unknown => Reflect.get(of(), name),
    ownKeys() {
      throw new TypeError('a stand-in is not copied: the copy would stay what it was');
    },
  });
