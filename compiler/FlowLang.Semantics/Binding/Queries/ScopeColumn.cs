using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Binding.Queries;

/// <summary>A column as a step can name it.</summary>
/// <param name="Name">As written without a qualifier.</param>
/// <param name="Qualifier">The alias or relation it can be named through, or null.</param>
/// <param name="RowName">What it is called in the row that it is read from.</param>
/// <param name="Side">In a join's condition, the right side's qualifier for its columns; else null.</param>
internal sealed record ScopeColumn(string Name, string? Qualifier, string RowName, string? Side, TypeRef Type);
