using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Binding.Steps;

/// <summary>What steps do to a relation's key.</summary>
internal static class Keys
{
    public static RowType Without(RowType row) =>
        row.Key.IsEmpty ? row : new RowType([.. row.Fields.Select(field => field with { IsKey = false })]);
}
