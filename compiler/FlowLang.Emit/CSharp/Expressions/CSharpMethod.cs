using FlowLang.Emit.Text;
using FlowLang.Planning.Batch;

namespace FlowLang.Emit.CSharp.Expressions;

/// <summary>The body of a method that is being written: its statements and the names in it.</summary>
internal sealed class CSharpMethod(CSharpMembers members, CodeWriter code)
{
    private readonly NameScope _names = new();

    public CSharpMembers Members => members;

    public CodeWriter Code { get; private set; } = code;

    /// <summary>A local's name that is not taken yet.</summary>
    public string Take(string wanted)
    {
        string camel = Names.Camel(wanted);
        return _names.Take(camel) is var taken && taken == camel ? camel : taken.Replace("_", "", StringComparison.Ordinal);
    }

    /// <summary>Runs an emission and gives what it returns with the statements that it wrote, which are not written yet.</summary>
    public (T Result, string Statements) Capture<T>(Func<T> emit)
    {
        CodeWriter outer = Code;
        Code = new CodeWriter();
        T result = emit();
        string statements = Code.ToString().TrimEnd('\n');
        Code = outer;
        return (result, statements);
    }

    public void Lines(string statements)
    {
        if (statements.Length > 0)
        {
            Code.Line(statements);
        }
    }
}
