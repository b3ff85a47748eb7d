using FlowLang.Emit.CSharp.Expressions;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Operators;

/// <summary>A list of rows in the method `Run`.</summary>
/// <param name="Local">The list's name.</param>
/// <param name="RowName">The record struct.</param>
internal sealed record Rows(string Local, string RowName, RowType Row)
{
    /// <summary>A column of one row.</summary>
    public CSharpValue Column(string row, string name)
    {
        RowField field = Row.Find(name) ?? throw new System.Diagnostics.UnreachableException($"no column {name}");
        return new CSharpValue($"{row}.{RowStruct.Property(Row, name)}", field.Type.Type, field.Type.Nullable);
    }

    public Func<string, string?, CSharpValue> Columns(string row) => (name, _) => Column(row, name);
}
