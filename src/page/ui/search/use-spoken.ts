// What a screen reader hears of an answer: results, not every letter, and counts, not every tick.

import { useEffect, useRef, useState } from 'react';

const quietMs = 900;

/** @param line undefined while there is none. @param asked what it answers. @param changing whether it will change by itself: then it is said
 * once a question, and again when nothing changes any more.
 * @returns the line once it has not changed for a while. */
export function useSpoken(line: string | undefined, asked: string, changing: boolean): string {
  const [spoken, setSpoken] = useState('');
  const said = useRef<string>(undefined);
  useEffect(() => {
    if (line === undefined || (changing && said.current === asked)) return;
    const timer = setTimeout(() => {
      said.current = asked;
      setSpoken(line);
    }, quietMs);
    return () => clearTimeout(timer);
  }, [line, asked, changing]);
  return spoken;
}
