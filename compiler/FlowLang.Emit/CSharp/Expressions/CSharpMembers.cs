using FlowLang.Emit.Text;
using FlowLang.Planning.Batch;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Expressions;

/// <summary>What the methods of a class share: values made once, names, whether they ask for the run's time.</summary>
internal sealed class CSharpMembers(StructTypes structs)
{
    private readonly NameScope _names = new();
    private readonly Dictionary<(string Type, string Value), string> _fields = [];

    public bool UsesNow { get; set; }

    /// <summary>The C# name of a type.</summary>
    public string Type(FlowType type) => structs.Name(type);

    public string Type(TypeRef type) => Type(type.Type) + (type.Nullable ? "?" : "");

    public string Type(FlowType type, bool isNullable) => Type(new TypeRef(type, isNullable));

    /// <summary>A static field that holds a value made once.</summary>
    public string Field(string hint, string type, string value)
    {
        if (!_fields.TryGetValue((type, value), out string? name))
        {
            name = Take(Names.Pascal(hint));
            _fields.Add((type, value), name);
        }

        return name;
    }

    /// <summary>A name for a member or nested type.</summary>
    public string Take(string wanted) => _names.Take(wanted).Replace("_", "", StringComparison.Ordinal);

    public void WriteFields(CodeWriter code)
    {
        foreach (((string type, string value), string name) in _fields)
        {
            code.Line($"private static readonly {type} {name} = {value};");
        }

        if (_fields.Count > 0)
        {
            code.Line();
        }
    }
}
