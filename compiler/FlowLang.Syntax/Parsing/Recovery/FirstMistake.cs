using Antlr4.Runtime;
using Antlr4.Runtime.Misc;

namespace FlowLang.Syntax.Parsing.Recovery;

/// <summary>Where a stretch of tokens stopped making sense: the token, and the kinds of tokens that could have stood there.</summary>
internal sealed record FirstMistake(int Index, IToken Token, IntervalSet Expected);
