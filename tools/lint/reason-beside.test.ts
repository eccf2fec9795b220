// What the rule lets pass, and what it stops.

import { RuleTester } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, it } from 'vitest';
import { reasonBeside } from './reason-beside.js';

RuleTester.describe = describe;
RuleTester.it = it;

const reason = [{ messageId: 'reason' }];
new RuleTester({ languageOptions: { parser: tseslint.parser } }).run('reason-beside', reasonBeside, {
  valid: [
    'const a = [1] as const;',
    'const a = b as string; // The server says so.',
    '// The server says so.\nconst a = b as string;',
    'call({\n  // Checked above.\n  a: b!,\n});',
    'next.catch(() => undefined); // Thrown where it is awaited.',
    '// `!`: i is below the length.\nfunction sum(a) {\n  let s = 0;\n\n  s += a[0]!;\n\n  s += a[1]!;\n}',
    'next.catch((error) => show(error));',
  ],
  invalid: [
    { code: 'const a = b as string;', errors: reason },
    { code: 'const a = b!;', errors: reason },
    { code: '// Far away.\n\nconst a = b!;', errors: reason },
    { code: 'next.catch(() => undefined);', errors: reason },
    { code: 'next.catch(() => {});', errors: reason },
  ],
});
