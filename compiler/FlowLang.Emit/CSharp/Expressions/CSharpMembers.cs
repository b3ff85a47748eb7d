using FlowLang.Emit.Text;
using FlowLang.Planning.Batch;
using FlowLang.Semantics.Functions;
using FlowLang.Semantics.Symbols;
using FlowLang.Semantics.Types;

namespace FlowLang.Emit.CSharp.Expressions;

/// <summary>What the methods of a class share: values made once, names, what they ask of the run: its time and parameters.</summary>
internal sealed class CSharpMembers(StructTypes structs)
{
    private readonly NameScope _names = new();
    private readonly Dictionary<(string Type, string Value), string> _fields = [];
    private readonly List<(ParameterSymbol Symbol, string Name)> _parameters = [];

    public bool UsesNow { get; set; }

    /// <summary>The program's parameters whose values the class is given, in the order in which it takes them.</summary>
    public IEnumerable<ParameterSymbol> Parameters => _parameters.Select(p => p.Symbol);

    /// <summary>What the class's constructor takes of the run.</summary>
    public IEnumerable<string> Given =>
        [.. UsesNow ? ["DateTime now"] : Array.Empty<string>(), .. _parameters.Select(p => $"{Type(p.Symbol.Type)} {p.Name}")];

    /// <summary>The C# name of a type.</summary>
    public string Type(FlowType type) => structs.Name(type);

    public string Type(TypeRef type) => Type(type.Type) + (type.Nullable ? "?" : "");

    public string Type(FlowType type, bool isNullable) => Type(new TypeRef(type, isNullable));

    /// <summary>The field that holds the value of a parameter.</summary>
    public string Parameter(ParameterSymbol parameter)
    {
        if (_parameters.Find(p => p.Symbol == parameter) is (not null, var known))
        {
            return "_" + known;
        }

        string name = "param" + Take(Names.Pascal(parameter.Name));
        _parameters.Add((parameter, name));
        return "_" + name;
    }

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

        _parameters.ForEach(p => code.Line($"private readonly {Type(p.Symbol.Type)} _{p.Name} = {p.Name};"));
        if (_fields.Count + _parameters.Count > 0)
        {
            code.Line();
        }
    }
}
