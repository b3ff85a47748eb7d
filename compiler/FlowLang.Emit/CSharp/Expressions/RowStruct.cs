using FlowLang.Planning.Batch;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Expressions;

/// <summary>Rows and struct values are record structs with a property a field.</summary>
internal static class RowStruct
{
    /// <summary>The declaration on one line, or a line a field where it is long.</summary>
    public static string Declare(string name, IEnumerable<RowField> fields, StructTypes types)
    {
        const int longest = 120;
        RowField[] all = [.. fields];
        string[] properties = Properties(all.Select(f => f.Name));
        string[] parameters = [.. all.Select((f, i) => $"{types.Name(f.Type)} {properties[i]}")];
        string head = $"internal readonly record struct {name}(";
        string line = $"{head}{string.Join(", ", parameters)});";
        return line.Length <= longest ? line : $"{head}\n    {string.Join(",\n    ", parameters)});";
    }

    /// <summary>The property of each field, in order.</summary>
    public static string[] Properties(IEnumerable<string> fields)
    {
        // Members that a record has already.
        NameScope names = new();
        foreach (string taken in (ReadOnlySpan<string>)["Equals", "GetHashCode", "ToString", "GetType", "Deconstruct", "PrintMembers"])
        {
            names.Take(taken);
        }

        return [.. fields.Select(field => names.Take(Names.Pascal(field)))];
    }

    public static string Property(RowType row, string field) =>
        Properties(row.Fields.Select(f => f.Name))[row.Fields.ToList().FindIndex(f => f.Name == field)];
}
