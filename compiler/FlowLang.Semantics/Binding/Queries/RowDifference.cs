using System.Collections.Immutable;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Binding.Queries;

/// <summary>Says column by column why rows are not of a declared type.</summary>
internal static class RowDifference
{
    /// <summary>One line a difference; none where the rows fit, types being widened.</summary>
    /// <param name="mayHaveMore">Columns that the declared type does not have are no difference.</param>
    public static ImmutableArray<string> List(RowType rows, RowType declared, bool mayHaveMore = false)
    {
        ImmutableArray<string>.Builder lines = ImmutableArray.CreateBuilder<string>();
        Dictionary<string, RowField> found = rows.Fields.ToDictionary(field => field.Name);
        foreach (RowField wanted in declared.Fields)
        {
            if (!found.Remove(wanted.Name, out RowField? field))
            {
                lines.Add($"missing: `{wanted.Name}: {wanted.Type}`");
            }
            else if (!Conversions.IsWidening(field.Type.Type, wanted.Type.Type))
            {
                lines.Add($"`{wanted.Name}` is {field.Type}, declared {wanted.Type}");
            }
            else if (field.Type.Nullable && !wanted.Type.Nullable && field.Type.Type is not ErrorType)
            {
                lines.Add($"`{wanted.Name}` may be null, declared {wanted.Type}");
            }
        }

        if (!mayHaveMore)
        {
            lines.AddRange(found.Values.Select(field => $"not declared: `{field.Name}: {field.Type}`"));
        }

        return lines.ToImmutable();
    }
}
