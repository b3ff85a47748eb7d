namespace FlowLang.Semantics.Binding.Expressions;

/// <summary>A column of the row, or of one side of a join.</summary>
internal readonly record struct ColumnKey(string? Side, string Name);
