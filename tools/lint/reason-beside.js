// A lint rule: what switches a check off says why, in a comment beside it. `as` and `!` overrule the compiler; `.catch(() => undefined)`
// drops a failure.

/** @type {import('eslint').Rule.RuleModule} */
export const reasonBeside = {
  meta: {
    type: 'suggestion',
    schema: [],
    docs: { description: 'demand a comment beside `as`, `!` and `.catch(() => undefined)`' },
    messages: { reason: 'Say in a comment beside it why {{what}} is right here.' },
  },
  create(context) {
    const { sourceCode } = context;
    const comments = sourceCode.getAllComments();
    const lines = new Set();
    for (const { loc } of comments) for (let line = loc.start.line; line <= loc.end.line; line++) lines.add(line);

    /** Beside: on a line of the expression or of what it stands in, or on the line above either. In a function with many, one comment that
     * names `what` in backticks, within or just above the function, speaks for all. */
    function demand(node, what) {
      const ancestors = sourceCode.getAncestors(node);
      const statement = ancestors.findLast(({ type }) => /Statement$|Declaration$|Definition$|^Property$/.test(type)) ?? node;
      const { start, end } = node.loc;
      for (let line = start.line - 1; line <= end.line; line++) if (lines.has(line)) return;
      if (lines.has(statement.loc.start.line - 1) || lines.has(statement.loc.start.line)) return;
      const scope = ancestors.findLast(({ type }) => type === 'FunctionDeclaration')?.loc;
      const within = ({ loc }) => scope && loc.end.line >= scope.start.line - 1 && loc.end.line <= scope.end.line;
      if (comments.some((comment) => within(comment) && comment.value.includes(what))) return;
      context.report({ node, messageId: 'reason', data: { what } });
    }

    return {
      TSAsExpression(node) {
        const { typeAnnotation: type } = node;
        const isConst = type.type === 'TSTypeReference' && type.typeName.type === 'Identifier' && type.typeName.name === 'const';
        if (!isConst) demand(node, '`as`');
      },
      TSTypeAssertion: (node) => demand(node, 'this assertion'),
      TSNonNullExpression: (node) => demand(node, '`!`'),
      'CallExpression[callee.property.name="catch"] > ArrowFunctionExpression[body.type="Identifier"][body.name="undefined"]': (node) =>
        demand(node, 'dropping the failure'),
      'CallExpression[callee.property.name="catch"] > ArrowFunctionExpression[body.type="BlockStatement"][body.body.length=0]': (node) =>
        demand(node, 'dropping the failure'),
    };
  },
};
