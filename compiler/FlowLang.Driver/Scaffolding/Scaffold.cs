using System.Collections.Immutable;
using System.Reflection;
using FlowLang.Driver.Workspaces;

namespace FlowLang.Driver.Scaffolding;

/// <summary>Makes a small workspace that runs at once.</summary>
public static class Scaffold
{
    private const string Prefix = "FlowLang.Driver.Scaffolding.Template.";

    /// <param name="folder">Made where it is missing; must hold no `.flow` files.</param>
    /// <returns>The files that were written, relative to the folder.</returns>
    public static ImmutableArray<string> Create(string folder)
    {
        string name = WorkspaceName.Of(folder);
        try
        {
            Directory.CreateDirectory(folder);
            if (Directory.EnumerateFiles(folder, "*.flow").Any())
            {
                throw new DriverException($"`{folder}` holds a program already")
                {
                    Help = "name a folder that is empty or not there yet",
                };
            }

            return [.. Templates().Where(
                t => Write(folder, t.File, t.Content.Replace("{name}", name, StringComparison.Ordinal))).Select(t => t.File)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DriverException($"can't write `{folder}`", e) { Why = Reasons.Of(e) };
        }
    }

    /// <summary>Files that are there already (a README of the repository) stay as they are.</summary>
    private static bool Write(string folder, string file, string content)
    {
        string path = Path.Combine(folder, file);
        if (File.Exists(path))
        {
            return false;
        }

        File.WriteAllText(path, content);
        return true;
    }

    private static IEnumerable<(string File, string Content)> Templates()
    {
        Assembly assembly = typeof(Scaffold).Assembly;
        foreach (string resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            using Stream stream = assembly.GetManifestResourceStream(resource) ?? Stream.Null;
            using StreamReader reader = new(stream);
            string file = resource[Prefix.Length..];
            yield return (file == "gitignore" ? ".gitignore" : file, reader.ReadToEnd());
        }
    }
}
