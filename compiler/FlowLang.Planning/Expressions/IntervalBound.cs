using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Planning.Expressions;

/// <summary>The start (included) or the end (not included) of the run's interval, as a date, datetime or instant in UTC.</summary>
public sealed record IntervalBound(bool IsEnd, FlowType Of, TextSpan Span) : BoundExpression(new TypeRef(Of), Span);
