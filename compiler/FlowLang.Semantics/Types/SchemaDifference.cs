using System.Collections.Immutable;

namespace FlowLang.Semantics.Types;

/// <summary>Compares columns by name.</summary>
public static class SchemaDifference
{
    /// <summary>Lines such as `+ tip: decimal(18, 2)?`, `- fare`, `~ id: int32 → int64`.</summary>
    public static ImmutableArray<string> Between(RowType before, RowType after) =>
    [
        .. before.Fields.Where(f => after.Find(f.Name) is null).Select(f => $"- {f.Name}: {f.Type}"),
        .. after.Fields.Where(f => before.Find(f.Name) is null).Select(f => $"+ {f.Name}: {f.Type}"),
        .. from old in before.Fields
           let now = after.Find(old.Name)
           where now is not null && (now.Type != old.Type || now.IsKey != old.IsKey)
           select $"~ {old.Name}: {Print(old)} → {Print(now)}",
    ];

    /// <summary>Columns that a program declares and the live source lacks. Types of text files are the program's business.</summary>
    public static ImmutableArray<string> Missing(RowType declared, RowType live) =>
        [.. declared.Fields.Where(f => live.Find(f.Name) is null).Select(f => $"- {f.Name}: {f.Type} is declared, and not there")];

    /// <summary>What a program that was compiled for these columns can't read; more columns, and fewer nulls, it can.</summary>
    public static ImmutableArray<string> Breaking(RowType compiled, RowType live) =>
    [
        .. compiled.Fields.Where(f => live.Find(f.Name) is null).Select(f => $"- {f.Name}: {f.Type}"),
        .. from field in compiled.Fields
           let there = live.Find(field.Name)
           where there is not null && there.Type != field.Type && there.Type.OrNull != field.Type
           select $"~ {field.Name}: {field.Type} → {there.Type}",
    ];

    private static string Print(RowField field) => $"{field.Type}{(field.IsKey ? " @key" : "")}";
}
