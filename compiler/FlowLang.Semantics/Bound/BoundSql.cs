using System.Collections.Immutable;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Bound;

/// <summary>Rows of a query in an engine's own SQL.</summary>
/// <param name="Engine">The connection whose engine runs it; null for the embedded engine.</param>
/// <param name="Inputs">The relations that it can read, by the names it has for them.</param>
/// <param name="Row">The declared columns, all nullable: an engine tells types, not what is never null.</param>
/// <param name="Span">The text in the program.</param>
public sealed record BoundSql(ConnectionSymbol? Engine, ImmutableArray<BoundSqlInput> Inputs, string Text, RowType Row, TextSpan Span);

/// <param name="Name">What the SQL calls it.</param>
public sealed record BoundSqlInput(string Name, BoundRelation Rows);
