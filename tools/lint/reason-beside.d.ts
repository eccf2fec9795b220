// Types for the test; the rule itself is JavaScript, as ESLint loads it.
import type { Rule } from 'eslint';

export declare const reasonBeside: Rule.RuleModule;
