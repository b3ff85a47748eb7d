using FlowLang.Emit.Text;
using FlowLang.Planning.Batch;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Expressions;

/// <summary>The record structs of a file: rows of relations and keys by name, struct values by shape.</summary>
internal sealed class StructTypes
{
    private readonly NameScope _names = new();
    private readonly Dictionary<RowType, string> _values = [];
    private readonly List<(string Name, RowType Row)> _declared = [];

    /// <summary>The C# name of a type.</summary>
    public string Name(FlowType type) => CSharpTypes.Name(type, Value);

    public string Name(TypeRef type) => Name(type.Type) + (type.Nullable ? "?" : "");

    /// <summary>A type of its own for rows.</summary>
    public string Declare(string wanted, RowType row)
    {
        string name = Take(wanted);
        _declared.Add((name, row));
        row.Fields.ToList().ForEach(f => Name(f.Type));
        return name;
    }

    public string Take(string wanted) => _names.Take(wanted).Replace("_", "", StringComparison.Ordinal);

    public void Write(CodeWriter code)
    {
        foreach ((string name, RowType row) in _declared)
        {
            code.Line();
            code.Line(RowStruct.Declare(name, row.Fields, this));
        }
    }

    private string Value(RowType row)
    {
        if (!_values.TryGetValue(row, out string? name))
        {
            name = Declare("Struct", row);
            _values.Add(row, name);
        }

        return name;
    }
}
