using System.Collections.Immutable;
using FlowLang.Semantics.Bound;
using FlowLang.Semantics.Types;

namespace FlowLang.Semantics.Binding.Streams;

/// <summary>Where columns, and fields of them, go by a step: from the path before it to the path after, or nowhere.</summary>
internal static class StreamPaths
{
    /// <summary>The path that an expression is; null where it is more than that.</summary>
    public static string? Of(BoundExpression expression) => expression switch
    {
        BoundColumn column => column.Name,
        BoundField field => Of(field.Operand) is { } operand ? $"{operand}.{field.Name}" : null,
        _ => null,
    };

    /// <summary>The type of what a path leads to, null where anything on the way can be; none where it leads nowhere.</summary>
    public static TypeRef? TypeOf(string path, RowType row)
    {
        TypeRef? type = null;
        RowType? inside = row;
        foreach (string name in path.Split('.'))
        {
            type = inside?.Find(name)?.Type is { } found ? found with { Nullable = found.Nullable || type?.Nullable == true } : null;
            inside = type?.Type as RowType;
        }

        return type;
    }

    public static Func<string, string?> Of(ImmutableArray<BoundAssignment> columns)
    {
        Dictionary<string, string> after = [];
        foreach (BoundAssignment column in columns)
        {
            if (Of(column.Value) is { } path)
            {
                after.TryAdd(path, column.Name);
            }
        }

        return path => Follow(path, name => after.GetValueOrDefault(name));
    }

    public static Func<string, string?> Of(ImmutableArray<(string New, string Old)> names)
    {
        Dictionary<string, string> after = names.ToDictionary(pair => pair.Old, pair => pair.New);
        return path => Follow(path, name => name.Contains('.', StringComparison.Ordinal) ? null : after.GetValueOrDefault(name, name));
    }

    public static Func<string, string?> Without(ImmutableArray<string> names) =>
        path => names.Contains(path.Split('.')[0]) ? null : path;

    // The longest part of the path that goes somewhere, with the rest behind it.
    private static string? Follow(string path, Func<string, string?> after)
    {
        for (int end = path.Length; end > 0; end = path.LastIndexOf('.', end - 1))
        {
            if (after(path[..end]) is { } found)
            {
                return found + path[end..];
            }
        }

        return null;
    }
}
