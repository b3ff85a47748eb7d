using FlowLang.Emit.Sql.Tree;
using FlowLang.Planning.Batch;
using FlowLang.Syntax.Text;

namespace FlowLang.Emit.Sql.Expressions;

/// <summary>A condition (never null) under which a row leaves at the step that evaluates an expression.</summary>
internal sealed record RowExit(FailureAction Action, string Reason, TextSpan Span, SqlExpression When);
