using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;
using FlowLang.Syntax.Text;

namespace FlowLang.Semantics.Binding.Queries;

/// <summary>Brings rows to another row type with the same column names: their order, and wider types.</summary>
internal static class RowConversion
{
    /// <summary>The select that does it; null where nothing is to be done. Every column must widen to its target.</summary>
    public static BoundSelect? Step(RowType from, RowType to, TextSpan span)
    {
        bool isSame = from.Fields.Length == to.Fields.Length
            && from.Fields.Zip(to.Fields).All(pair => pair.First.Name == pair.Second.Name && pair.First.Type.Type == pair.Second.Type.Type);
        if (isSame)
        {
            return null;
        }

        Dictionary<string, RowField> fields = from.Fields.ToDictionary(field => field.Name);
        return new BoundSelect([.. to.Fields.Select(field => Column(fields[field.Name], field, span))], to, span);
    }

    private static BoundAssignment Column(RowField from, RowField to, TextSpan span) =>
        new(to.Name, Conversions.Convert(new BoundColumn(from.Name, null, from.Type, span), to.Type.Type), span);
}
