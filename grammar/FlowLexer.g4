// The tokens of FlowLang. No actions and no predicates: what a token means is decided in compiler/FlowLang.Syntax.
// Text is lexed in a mode of its own, so that `${ … }` holds any expression, with text inside it again.
lexer grammar FlowLexer;

channels { TRIVIA }

// Heads of declarations.
IMPORT: 'import';
PARAM: 'param';
SECRET: 'secret';
TYPE: 'type';
CONNECTION: 'connection';
SOURCE: 'source';
STREAM: 'stream';
SINK: 'sink';
TRANSFORM: 'transform';
EXPECT: 'expect';
PIPELINE: 'pipeline';
TEST: 'test';
ENVIRONMENT: 'environment';
DEPLOY: 'deploy';
FN: 'fn';
WORKSPACE: 'workspace';

// Heads of steps.
WHERE: 'where';
DERIVE: 'derive';
SET: 'set';
SELECT: 'select';
RENAME: 'rename';
DROP: 'drop';
JOIN: 'join';
INNER: 'inner';
LEFT: 'left';
RIGHT: 'right';
FULL: 'full';
SEMI: 'semi';
ANTI: 'anti';
AGGREGATE: 'aggregate';
DEDUPE: 'dedupe';
SORT: 'sort';
TAKE: 'take';
UNION: 'union';
EXCEPT: 'except';
INTERSECT: 'intersect';
UNNEST: 'unnest';
PIVOT: 'pivot';
UNPIVOT: 'unpivot';
FILL: 'fill';
WINDOW: 'window';
CALL: 'call';

// Words inside declarations and steps.
ADVANCE: 'advance';
ASC: 'asc';
CHANGES: 'changes';
CURRENT: 'current';
DESC: 'desc';
EARLIEST: 'earliest';
EMIT: 'emit';
EVERY: 'every';
FINAL: 'final';
FOLLOWING: 'following';
FOR: 'for';
GIVEN: 'given';
INTO: 'into';
KEEP: 'keep';
LATE: 'late';
LATEST: 'latest';
OF: 'of';
ON: 'on';
ORDER: 'order';
PRECEDING: 'preceding';
REJECTS: 'rejects';
ROW: 'row';
ROWS: 'rows';
SEVERITY: 'severity';
SQL: 'sql';
TO: 'to';
TTL: 'ttl';
WITH: 'with';
WITHIN: 'within';
WRITE: 'write';

// Words that an expression is made of: as a name of a value these need backticks.
AND: 'and' | '&&';
AS: 'as';
BETWEEN: 'between';
BY: 'by';
CASE: 'case';
CAST: 'cast';
DISTINCT: 'distinct';
DIV: 'div';
ELSE: 'else';
FAIL: 'fail';
FALSE: 'false';
FROM: 'from';
IN: 'in';
IS: 'is';
LIKE: 'like';
NOT: 'not' | '!';
NULL: 'null';
OR: 'or' | '||';
OVER: 'over';
REJECT: 'reject';
TRUE: 'true';
UNBOUNDED: 'unbounded';
WHEN: 'when';

// Punctuation. Braces push and pop a mode, so that the one which ends `${` leads back into the text.
ARROW: '->' | '=>';
ELLIPSIS: '...';
CONCAT: '++';
COALESCE: '??';
EQ: '=';
EQEQ: '==' | '===';
NEQ: '!=' | '<>' | '!==';
LE: '<=';
GE: '>=';
LT: '<';
GT: '>';
PLUS: '+';
MINUS: '-' | '\u2212';
STAR: '*';
SLASH: '/';
PERCENT: '%';
QUESTION: '?';
PIPE: '|' | '|>';
AT: '@';
DOT: '.';
COMMA: ',';
COLON: ':';
LPAREN: '(';
RPAREN: ')';
LBRACK: '[';
RBRACK: ']';
LBRACE: '{' -> pushMode(DEFAULT_MODE);
RBRACE: '}' -> popMode;

// Literals. Dates, times and durations are taken greedily: `2024-01-01` is a date, never a subtraction.
INSTANT: DateDigits 'T' TimeDigits ('Z' | [+\-] Digit Digit ':' Digit Digit);
DATETIME: DateDigits 'T' TimeDigits;
DATE: DateDigits;
TIME: TimeDigits;
FLOAT: Digits ('.' Digits)? [eE] [+\-]? Digits;
DECIMAL: Digits '.' Digits;
DURATION: (Digits ('us' | 'ms' | 's' | 'm' | 'h' | 'd' | 'w' | 'mo' | 'y'))+;
SIZE: Digits ('B' | 'KiB' | 'MiB' | 'GiB' | 'TiB' | 'KB' | 'MB' | 'GB' | 'TB');
INTEGER: Digits;
BAD_NUMBER: Digit [0-9A-Za-z_]* ('.' Digit [0-9A-Za-z_]*)?;

RAW_TEXT: '"""' .*? '"""' '"'? '"'?;
UNTERMINATED_RAW_TEXT: '"""' ('"'? '"'? ~["])* '"'? '"'?;
TEXT_START: '"' -> pushMode(TEXT_MODE);
SINGLE_QUOTED: '\'' ('\\' ~[\r\n] | ~['\\\r\n])* '\''?;

IDENTIFIER: NameStart NamePart*;
QUOTED_NAME: '`' ~[`\r\n]+ '`';
BAD_QUOTED_NAME: '`' ~[`\r\n]* '`'?;

// What stands between tokens.
WHITESPACE: [ \t\u000B\u000C\u00A0\u2000-\u200A\u202F\u3000]+ -> channel(TRIVIA);
LINE_BREAK: ('\r\n' | '\r' | '\n') -> channel(TRIVIA);
COMMENT: '//' ~[\r\n]* -> channel(TRIVIA);
BLOCK_COMMENT: '/*' .*? '*/' -> channel(TRIVIA);
UNTERMINATED_BLOCK_COMMENT: '/*' ('*'* ~[*/] | '/')* '*'* -> channel(TRIVIA);
FOREIGN_COMMENT: ('--' '-'* [ \t] | '#') ~[\r\n]* -> channel(TRIVIA);
SEMICOLON: ';' -> channel(TRIVIA);
NUL: '\u0000'+ -> channel(TRIVIA);
BYTE_ORDER_MARK: '\uFEFF' -> channel(TRIVIA);
UNKNOWN: . -> channel(TRIVIA);

fragment Digit: [0-9];
fragment Digits: Digit ('_'? Digit)*;
fragment DateDigits: Digit Digit Digit Digit '-' Digit Digit '-' Digit Digit;
fragment TimeDigits: Digit Digit ':' Digit Digit (':' Digit Digit ('.' Digit+)?)?;
fragment NameStart: [\p{L}_];
fragment NamePart: [\p{L}\p{Mn}\p{Nd}_];

mode TEXT_MODE;

TEXT_CHARACTERS: (~["\\$\r\n])+ | '$';
TEXT_ESCAPE: '\\' ('u' '{' ~["\\{}\r\n]* '}' | 'u' Hex Hex Hex Hex | ~[\r\n]);
INTERPOLATION_START: '${' -> pushMode(DEFAULT_MODE);
TEXT_END: '"' -> popMode;
// A line break ends a text that was not closed: the mistake stays on its line.
BROKEN_TEXT_END: '\\'? ('\r\n' | '\r' | '\n') -> type(TEXT_END), popMode;
BROKEN_ESCAPE: '\\' -> type(TEXT_CHARACTERS);

fragment Hex: [0-9A-Fa-f];
