// The grammar of FlowLang, explained with an example a production in docs/language.md. No actions and no predicates;
// labels name what compiler/FlowLang.Syntax/Parsing reads. Decisions need one or two tokens, so SLL prediction suffices.
parser grammar FlowParser;

options { tokenVocab = FlowLexer; }

compilationUnit: declaration* EOF;

// One declaration alone: how a file with mistakes is parsed, from head to head.
singleDeclaration: declaration EOF;

declaration
    : importDeclaration
    | paramDeclaration
    | secretDeclaration
    | typeDeclaration
    | connectionDeclaration
    | sourceDeclaration
    | streamDeclaration
    | sinkDeclaration
    | transformDeclaration
    | expectDeclaration
    | pipelineDeclaration
    | testDeclaration
    | environmentDeclaration
    | deployDeclaration
    | functionDeclaration
    | workspaceDeclaration
    ;

importDeclaration: IMPORT LBRACE importedName (COMMA importedName)* COMMA? RBRACE FROM path=text;
importedName: original=name (AS alias=name)?;

paramDeclaration: PARAM name COLON type (IN allowed=list)? (EQ defaultValue=expression)?;
secretDeclaration: SECRET name EQ expression;
typeDeclaration: TYPE name EQ type;
connectionDeclaration: CONNECTION name COLON connector=name block?;
sourceDeclaration: SOURCE name (COLON type)? FROM endpoint=expression block?;
streamDeclaration: STREAM name (COLON type)? FROM endpoint=expression block?;
sinkDeclaration: SINK name (COLON type)? EQ endpoint=expression block?;
transformDeclaration: TRANSFORM name parameters? (COLON type)? EQ query;
environmentDeclaration: ENVIRONMENT name block;
deployDeclaration: DEPLOY environment=name TO platform=name block;
workspaceDeclaration: WORKSPACE name? block;
functionDeclaration: FN name parameters ARROW type EQ language=name body=text modifier*;
modifier: name;

parameters: LPAREN (parameter (COMMA parameter)* COMMA?)? RPAREN;
parameter: anyName COLON type (EQ defaultValue=expression)?;

expectDeclaration: EXPECT ON relationName=name LBRACE expectation* RBRACE;
expectation
    : ROW label=text COLON condition=expression (SEVERITY severity=anyName)?  # rowExpectation
    | function=name arguments (SEVERITY severity=anyName)?                    # callExpectation
    ;

pipelineDeclaration: PIPELINE name (ON engine=name)? LBRACE pipelineItem* RBRACE;
pipelineItem
    : WRITE relation (ORDER BY sortKeys)? TO target=expression block?  # writeItem
    | name COLON propertyValue block? COMMA?                           # propertyItem
    ;

testDeclaration: TEST label=text FOR target=name arguments? LBRACE testItem* RBRACE;
testItem
    : GIVEN relationName=name rows=list          # givenItem
    | EXPECT output=anyName? rows=list           # expectItem
    | ADVANCE clock=anyName TO instant=expression  # advanceItem
    | PARAM parameterName=name EQ expression     # paramItem
    ;

// `{ name: value { options }, … }`
block: LBRACE (property (COMMA property)* COMMA?)? RBRACE;
property: anyName COLON propertyValue block?;

// `on_bad_record: fail` and `reject` are choices here, not handlers.
propertyValue: expression | word=(FAIL | REJECT);

// Queries.

query: FROM relation (AS alias=name)? step*;

relation
    : name arguments?                                                                   # namedRelation
    | name (DOT anyName)+ arguments? block?                                             # endpointRelation
    | LPAREN query RPAREN                                                               # queryRelation
    | SQL engine=name (LPAREN sqlInput (COMMA sqlInput)* RPAREN)? ARROW type body=text  # sqlRelation
    ;

sqlInput: name (COLON type)? EQ relation;

step
    : PIPE WHERE condition=expression                                                     # whereStep
    | PIPE DERIVE items                                                             # deriveStep
    | PIPE SET items                                                                # setStep
    | PIPE SELECT items                                                                   # selectStep
    | PIPE RENAME renaming (COMMA renaming)*                                              # renameStep
    | PIPE DROP columns                                                                   # dropStep
    | PIPE kind=(INNER | LEFT | RIGHT | FULL | SEMI | ANTI)? JOIN relation (AS alias=name)?
      (AS OF asOf=expression)? (ON condition=expression)?
      (WITHIN within=expression (REJECTS TO sink=expression)?)?                           # joinStep
    | PIPE AGGREGATE aggregates=items? (BY keys=items)? (TTL ttl=expression)?
      (EMIT emit=(FINAL | CHANGES))?                                                      # aggregateStep
    | PIPE DEDUPE BY expressions KEEP keep=(LATEST | EARLIEST) order=expression
      (TTL ttl=expression)?                                                               # dedupeStep
    | PIPE SORT sortKeys (TAKE count=expression (BY expressions)?)?                       # sortStep
    | PIPE TAKE count=expression (BY expressions)?                                        # takeStep
    | PIPE UNION DISTINCT? relation                                                       # unionStep
    | PIPE EXCEPT relation                                                                # exceptStep
    | PIPE INTERSECT relation                                                             # intersectStep
    | PIPE UNNEST expression AS alias=name                                                # unnestStep
    | PIPE PIVOT aggregates=items FOR columnPath IN LBRACK values=items COMMA? RBRACK
      (BY keys=items)?                                                                    # pivotStep
    | PIPE UNPIVOT columns INTO nameColumn=anyName COMMA valueColumn=anyName              # unpivotStep
    | PIPE FILL columnPath EVERY every=expression (FROM first=expression TO last=expression)?
      (BY keys=items)? (WITH values=items)?                                         # fillStep
    | PIPE WINDOW function=name arguments (LATE late=expression (REJECTS TO sink=expression)?)?  # windowStep
    | PIPE CALL transform=name arguments                                                  # callStep
    ;

items: item (COMMA item)*;
item: (anyName EQ)? expression;
renaming: anyName EQ columnPath;
columns: columnPath (COMMA columnPath)*;
columnPath: anyName (DOT anyName)*;
expressions: expression (COMMA expression)*;
sortKeys: sortKey (COMMA sortKey)*;
sortKey: expression direction=(ASC | DESC)?;

// Expressions: conditions over values, each by falling precedence.

expression
    : value predicate?                                                      # condition
    | NOT operand=expression                                                # notExpression
    | left=expression AND right=expression                                  # andExpression
    | left=expression OR right=expression                                   # orExpression
    | left=expression ELSE REJECT reason=text?                              # rejectHandler
    | left=expression ELSE FAIL                                             # failHandler
    |<assoc=right> left=expression ELSE right=expression                    # valueHandler
    ;

predicate
    : op=(EQEQ | NEQ | LT | LE | GT | GE) right=value                       # comparison
    | NOT? IN right=value                                                   # inPredicate
    | NOT? BETWEEN low=value AND high=value                                 # betweenPredicate
    | NOT? LIKE right=value                                                 # likePredicate
    | IS NOT? NULL                                                          # nullPredicate
    | IS NOT? DISTINCT FROM right=value                                     # distinctPredicate
    ;

value
    : primary                                                               # primaryValue
    | target=value DOT anyName arguments?                                   # member
    | target=value LBRACK key=expression RBRACK                             # indexed
    | target=value OVER LPAREN (BY expressions)? (SORT sortKeys)? frame? RPAREN  # analytic
    | op=(MINUS | PLUS) operand=value                                       # sign
    | left=value op=(STAR | SLASH | DIV | PERCENT) right=value              # multiplicative
    | left=value op=(PLUS | MINUS) right=value                              # additive
    | left=value op=CONCAT right=value                                      # concatenation
    | left=value op=COALESCE right=value                                    # coalescing
    ;

primary
    : kind=(NULL | TRUE | FALSE | INTEGER | DECIMAL | FLOAT | DURATION | SIZE | DATE | TIME | DATETIME | INSTANT | BAD_NUMBER)  # literalPrimary
    | text                                                                  # textPrimary
    | name arguments?                                                       # namePrimary
    | list                                                                  # listPrimary
    | block                                                                 # structPrimary
    | LPAREN expression RPAREN                                              # parenthesized
    | CAST LPAREN expression AS type RPAREN                                 # castPrimary
    | CASE LBRACE arm (COMMA arm)* (COMMA ELSE ARROW otherwise=expression)? COMMA? RBRACE  # casePrimary
    ;

arm: WHEN condition=expression ARROW result=expression;
list: LBRACK (expression (COMMA expression)* COMMA?)? RBRACK;

arguments: LPAREN (argument (COMMA argument)* COMMA? (SORT sortKeys)?)? RPAREN;
argument: (anyName COLON)? expression;

frame: ROWS (BETWEEN first=bound AND last=bound | first=bound);
bound
    : UNBOUNDED side=(PRECEDING | FOLLOWING)  # unboundedBound
    | CURRENT ROW                             # currentBound
    | value side=(PRECEDING | FOLLOWING)      # offsetBound
    ;

text
    : TEXT_START textPart* TEXT_END                        # quotedText
    | token=(RAW_TEXT | UNTERMINATED_RAW_TEXT | SINGLE_QUOTED)  # plainText
    ;

textPart
    : (TEXT_CHARACTERS | TEXT_ESCAPE)+         # literalPart
    | INTERPOLATION_START expression RBRACE    # interpolation
    ;

// Types.

type: typeAtom typeSuffix*;
typeSuffix: QUESTION | LBRACK RBRACK;
typeAtom
    : typeName=anyName (LPAREN typeArgument (COMMA typeArgument)* COMMA? RPAREN | LT type (COMMA type)* GT)?  # namedType
    | LBRACE structMember (COMMA structMember)* COMMA? RBRACE                                                 # structType
    ;
typeArgument: INTEGER | text;
structMember
    : anyName COLON type annotation*  # field
    | ELLIPSIS name                   # spread
    ;
annotation: AT anyName arguments?;

// Names: `name` where an expression could stand, `anyName` where only a name can.

name: IDENTIFIER | QUOTED_NAME | BAD_QUOTED_NAME | softKeyword;
anyName: IDENTIFIER | QUOTED_NAME | BAD_QUOTED_NAME | softKeyword | reservedWord;

softKeyword
    : IMPORT | PARAM | SECRET | TYPE | CONNECTION | SOURCE | STREAM | SINK | TRANSFORM | EXPECT | PIPELINE | TEST | ENVIRONMENT
    | DEPLOY | FN | WORKSPACE
    | WHERE | DERIVE | SET | SELECT | RENAME | DROP | JOIN | INNER | LEFT | RIGHT | FULL | SEMI | ANTI | AGGREGATE | DEDUPE | SORT
    | TAKE | UNION | EXCEPT | INTERSECT | UNNEST | PIVOT | UNPIVOT | FILL | WINDOW | CALL
    | ADVANCE | ASC | CHANGES | CURRENT | DESC | EARLIEST | EMIT | EVERY | FINAL | FOLLOWING | FOR | GIVEN | INTO | KEEP | LATE
    | LATEST | OF | ON | ORDER | PRECEDING | REJECTS | ROW | ROWS | SEVERITY | SQL | TO | TTL | WITH | WITHIN | WRITE
    ;

reservedWord
    : AND | AS | BETWEEN | BY | CASE | CAST | DISTINCT | DIV | ELSE | FAIL | FALSE | FROM | IN | IS | LIKE | NOT | NULL | OR | OVER
    | REJECT | TRUE | UNBOUNDED | WHEN
    ;
