using System.Collections.Immutable;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Emit.Sql;

/// <summary>SQL of the program's own, to be described by the engine before rows move.</summary>
/// <param name="Sql">The text over empty inputs of the right types.</param>
/// <param name="Columns">What it has to give.</param>
/// <param name="Span">The text in the program.</param>
public sealed record EmittedSql(string Sql, ImmutableArray<RowField> Columns, TextSpan Span);
