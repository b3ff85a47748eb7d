namespace FlowLang.EndToEnd.Tests;

/// <summary>Files of the repository that tests run: examples and the README.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find();

    public static string File(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    public static void Copy(string from, string to)
    {
        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = System.IO.Path.Combine(to, System.IO.Path.GetRelativePath(from, file));
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target) ?? to);
            System.IO.File.Copy(file, target, overwrite: true);
        }
    }

    private static string Find()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(System.IO.Path.Combine(folder.FullName, "FlowLang.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("FlowLang.sln is in no folder above the tests");
    }
}
