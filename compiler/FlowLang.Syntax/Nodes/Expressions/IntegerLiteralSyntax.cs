using System.Numerics;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`42`; its type is found by the binder.</summary>
public sealed record IntegerLiteralSyntax(BigInteger Value, TextSpan Span) : LiteralSyntax(Span);
