using FlowLang.Driver.Locking;
using FlowLang.Semantics.Bound;

namespace FlowLang.Driver;

/// <summary>Values of a program's parameters while flowc itself runs something of it.</summary>
public static class ProgramParameters
{
    public static Dictionary<string, string> Defaults(BoundProgram program)
    {
        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach (var parameter in program.Parameters)
        {
            if (parameter.Default is { } value)
            {
                values[parameter.Name] = OptionText.Literal(value);
            }
        }

        return values;
    }

    /// <summary>Defaults, with an environment's values over them, and `name=value` texts over both.</summary>
    public static Dictionary<string, string> With(BoundProgram program, IEnumerable<string> given, string? environment = null)
    {
        Dictionary<string, string> values = Defaults(program);
        if (environment is not null)
        {
            foreach (var (parameter, value) in Named(program, environment).Values)
            {
                values[parameter.Name] = OptionText.Literal(value);
            }
        }

        foreach (string text in given)
        {
            int equals = text.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? text : text[..equals];
            if (equals < 0 || program.Parameters.All(p => p.Name != name))
            {
                throw new DriverException($"`--param {text}`: {(equals < 0 ? "a value is missing" : $"there is no parameter `{name}`")}")
                {
                    Help = $"write `--param name=value`; parameters: {string.Join(", ", program.Parameters.Select(p => p.Name))}",
                };
            }

            values[name] = text[(equals + 1)..];
        }

        return values;
    }

    private static BoundEnvironment Named(BoundProgram program, string name) =>
        program.Environments.FirstOrDefault(e => e.Name == name) ?? throw new DriverException($"there is no environment `{name}`")
        {
            Help = program.Environments.IsEmpty
                ? $"declare it: `environment {name} {{ … }}`"
                : $"environments: {string.Join(", ", program.Environments.Select(e => e.Name))}",
        };
}
