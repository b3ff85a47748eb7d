using System.Collections.Immutable;
using FlowLang.Planning.Batch;

namespace FlowLang.Emit.CSharp;

/// <summary>What is asked of a source as C#.</summary>
internal static class SelectionText
{
    public static string Of(SourceSelection selection, ImmutableArray<EmittedFilter> filters)
    {
        List<string> set = [];
        if (!filters.IsEmpty)
        {
            set.Add($"Filters = {Literals.List(filters.Select(Filter))}");
        }

        if (selection.Passes)
        {
            set.Add("Passes = true");
        }

        string columns = $"new({Literals.List(selection.Columns.Select(Literals.Text))})";
        return set.Count == 0 ? columns : $"{columns} {{ {string.Join(", ", set)} }}";
    }

    private static string Filter(EmittedFilter filter) => filter.IsCounted
        ? $"new({Literals.Text(filter.Condition)}) {{ Step = {Literals.Text(filter.Step)}, Reason = {Literals.Text(filter.Reason)} }}"
        : $"new({Literals.Text(filter.Condition)})";
}
