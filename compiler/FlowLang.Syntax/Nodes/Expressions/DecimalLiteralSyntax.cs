using System.Numerics;
using FlowLang.Syntax.Text;

namespace FlowLang.Syntax.Nodes;

/// <summary>`10.00`: unscaled 1000 at scale 2.</summary>
public sealed record DecimalLiteralSyntax(BigInteger Unscaled, int Scale, TextSpan Span) : LiteralSyntax(Span);
